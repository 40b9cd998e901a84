// What every browser test needs: a browser, a signed-in visitor, and the two accessibility checkers.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import puppeteer from 'puppeteer-core'

const require = createRequire(import.meta.url)
const source = (file) => readFile(require.resolve(file), 'utf8')
const checkers = {
  axe: await source('axe-core/axe.min.js'),
  // HTML_CodeSniffer 2.5.1 asks for eight of its messages by a wrong name and then breaks off without a finding.
  HTMLCS: (await source('html_codesniffer/build/HTMLCS.js')).replaceAll('InvalidAutoComplete_', 'InvalidAutocomplete_'),
}

/** The address of the server under test, without a slash at the end. */
export const url = (process.env.DANCU_URL ?? 'http://127.0.0.1:8080').replace(/\/+$/, '')

/** The role of the visitor who has no account. */
export const VOTER = 'voter'

/** Starts the browser; the caller closes it. */
export function launch() {
  return puppeteer.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    // The sandbox needs rights that containers do not give; only our own pages are opened.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--lang=vi'],
  })
}

/** The sample accounts of the demo: one per role, `{ role, login, password }`. */
export async function accounts() {
  const file = process.env.DANCU_ACCOUNTS
  return file ? JSON.parse(await readFile(file, 'utf8')) : []
}

/** A page of its own cookies, as the given role; the visitor without an account does not sign in. */
export async function visit(browser, role = VOTER) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  if (role !== VOTER) {
    const account = (await accounts()).find((account) => account.role === role)
    if (!account) throw new Error(`the demo has no account for the role ${role}`)
    await signIn(page, account)
  }
  return page
}

/** Signs in through the form, as a person does. */
export async function signIn(page, { role, login, password }) {
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  if (new URL(page.url()).pathname === '/sign-in') throw new Error(`${role} could not sign in as ${login}`)
}

/** Makes a checker available in the document that is open, without weakening its security policy. */
async function bring(page, name) {
  if (!(await page.evaluate((name) => name in window, name))) await page.evaluate(checkers[name])
}

/**
 * Findings of axe as `{ rule, selector, message }`. With `measured`, places of elements in the order of the body, only these
 * are measured for contrast and size.
 */
export async function axe(page, measured) {
  await bring(page, 'axe')
  return page.evaluate(async (measured) => {
    if (measured) {
      const all = document.body.querySelectorAll('*')
      for (const at of measured) all[at].setAttribute('data-measured', '')
      const selector = '[data-measured]'
      window.axe.configure({ rules: ['color-contrast', 'target-size'].map((id) => ({ id, selector })) })
    }
    const { violations } = await window.axe.run(document, {
      resultTypes: ['violations'],
      // The style sheet is loaded; axe would ask for it once more.
      preload: false,
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
    })
    if (measured) for (const element of document.querySelectorAll('[data-measured]')) element.removeAttribute('data-measured')
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => ({ rule: `axe ${id}`, selector: target.flat().join(' '), message: help })),
    )
  }, measured)
}

/** Errors of HTML_CodeSniffer at WCAG 2 AA as `{ rule, selector, message }`. */
export async function htmlcs(page) {
  await bring(page, 'HTMLCS')
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const selector = (element) => {
          const parts = []
          for (let at = element; at?.nodeType === Node.ELEMENT_NODE; at = at.parentElement) {
            if (at.id) {
              parts.unshift(`#${CSS.escape(at.id)}`)
              break
            }
            const same = [...(at.parentElement?.children ?? [at])].filter(({ tagName }) => tagName === at.tagName)
            const name = at.tagName.toLowerCase()
            parts.unshift(same.length > 1 ? `${name}:nth-of-type(${same.indexOf(at) + 1})` : name)
          }
          return parts.join(' > ')
        }
        const done = () => {
          const errors = window.HTMLCS.getMessages().filter(({ type }) => type === window.HTMLCS.ERROR)
          resolve(
            errors.map(({ code, element, msg }) => ({
              rule: `htmlcs ${code.replace('WCAG2AA.', '')}`,
              selector: selector(element),
              message: msg,
            })),
          )
        }
        window.HTMLCS.process('WCAG2AA', document, done, reject)
      }),
  )
}

/** What every page must have, whatever it is about. */
export function basics(page, { narrow }) {
  return page.evaluate((narrow) => {
    const found = []
    const must = (rule, holds, message) => {
      if (!holds) found.push({ rule, selector: 'html', message })
    }
    const headings = document.querySelectorAll('h1').length
    must('one-h1', headings === 1, `${headings} h1 elements`)
    must('title', document.title.trim() !== '', 'the title is empty')
    must('lang', ['vi', 'en'].includes(document.documentElement.lang), `lang is "${document.documentElement.lang}"`)
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    const twice = ids.filter((id, at) => ids.indexOf(id) < at)
    must('one-id', twice.length === 0, `given twice: ${twice.slice(0, 3)}`)
    must('viewport', document.querySelector('meta[name=viewport]'), 'there is no meta viewport for phones')
    const { scrollWidth, clientWidth } = document.documentElement
    if (narrow && scrollWidth > clientWidth) {
      const scrolls = (element) => {
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
          if (getComputedStyle(at).overflowX !== 'visible') return true
        }
        return false
      }
      const wide = [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth + 1 && !scrolls(element))
        .map(({ tagName, id, className }) =>
          [tagName.toLowerCase(), id && `#${id}`, typeof className === 'string' && className && `.${className.split(/\s+/).join('.')}`]
            .filter(Boolean)
            .join(''),
        )
      found.push({
        rule: 'no-sideways-scroll',
        selector: wide.slice(0, 3).join(', '),
        message: `the page is ${scrollWidth} px wide in a window of ${clientWidth} px`,
      })
    }
    return found
  }, narrow)
}

/** Notes console errors, failed requests and bad answers of a page; `take` gives those since the last time. */
export function listen(page) {
  let found = []
  const note = (rule, selector, message) => found.push({ rule, selector, message })
  page.on('console', (message) => {
    if (message.type() === 'error') note('console', message.location().url ?? '', message.text())
  })
  page.on('pageerror', (error) => note('script-error', '', error.message))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // An open event stream is broken off whenever the page is left.
    if (reason !== 'net::ERR_ABORTED') note('request-failed', request.url(), reason)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) note('bad-answer', response.url(), `status ${response.status()}`)
  })
  return {
    take() {
      const taken = found
      found = []
      return taken
    },
  }
}
