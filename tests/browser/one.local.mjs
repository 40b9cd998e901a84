import { launch, visit, url } from './lib.mjs'
const [role, out, ...paths] = process.argv.slice(2)
const b = await launch()
const page = await visit(b, role)
for (const p of paths) for (const w of [390, 1280]) {
  await page.setViewport({ width: w, height: 900 })
  await page.goto(url + p, { waitUntil: 'load' })
  const name = p.replace(/^\//,'').replace(/[^\w.-]+/g,'_').slice(0,60) || 'start'
  const clip = { x:0, y:0, width: w, height: Math.min(2200, await page.evaluate(() => document.documentElement.scrollHeight)) }
  await page.screenshot({ path: `${out}/${role}-${name}-${w}.png`, clip })
}
await b.close()
