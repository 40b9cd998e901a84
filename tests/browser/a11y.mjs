// Checks every page of every role for accessibility: axe, HTML_CodeSniffer, and what every page must have.
//
// With --lighthouse it asks Lighthouse instead, which must give 100 to one page of each kind for every role and width.

import { axe, basics, htmlcs } from './lib.mjs'
import { options, report, walk } from './walk.mjs'

const chosen = options({ lighthouse: { type: 'boolean', default: false } })
process.exitCode = (await (chosen.lighthouse ? byLighthouse() : byCheckers())) ? 0 : 1

/** The checkers get each page that shows something of a shape they have not seen at that width, whoever it is shown to. */
async function byCheckers() {
  const seen = new Set()
  let alike = 0
  const result = await walk(chosen, async ({ page, width }) => {
    const found = await basics(page, { narrow: width < 600 })
    const shapes = (await shapesOf(page)).map((shape) => `${width} ${shape}`)
    const fresh = shapes.flatMap((shape, at) => (seen.has(shape) ? [] : (seen.add(shape), [at])))
    if (fresh.length > 0) return [...found, ...(await axe(page, fresh)), ...(await htmlcs(page))]
    alike += 1
    return found
  })
  console.log(`${alike} visits showed only what is built like something on a page before`)
  return report(result)
}

/**
 * The shape of each element in the order of the page: its name, attributes and classes and those of all around it, whether
 * it has words and a label, and for a heading which one it follows.
 */
function shapesOf(page) {
  return page.evaluate(() => {
    const telling = /^(class|type|role|open|hidden|disabled|aria-(current|expanded|hidden|invalid|live|pressed))$/
    const shapes = new Map()
    let heading = ''
    for (const element of document.body.querySelectorAll('*')) {
      const { localName, parentElement, labels, control } = element
      const own = [...element.attributes].map(({ name, value }) => (telling.test(name) ? `${name}=${value}` : name)).sort()
      own.push(element.textContent.trim() !== '', labels?.length > 0, Boolean(control))
      if (/^h[1-6]$/.test(localName)) {
        own.push(heading)
        heading = localName
      }
      const whole = `${shapes.get(parentElement) ?? ''}>${localName} ${own}`
      shapes.set(element, [...whole].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7))
    }
    return [...shapes.values()]
  })
}

async function byLighthouse() {
  const { accessibility } = await import('./lighthouse.mjs')
  const kinds = new Set()
  let lowest = 100
  // Lighthouse keeps its measurements in one place per process, so there is one tab.
  const result = await walk({ ...chosen, tabs: 1, distinct: true, progress: true }, async ({ page, kind, width }) => {
    const { score, findings } = await accessibility(page, width)
    kinds.add(kind)
    lowest = Math.min(lowest, score)
    return findings
  })
  const clean = report(result)
  console.log(`lighthouse: ${kinds.size} kinds of page, ${result.visits} visits, lowest score ${lowest}`)
  return clean && lowest === 100
}
