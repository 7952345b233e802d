import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandboxForTests } from '../../test/sandbox-for-tests.ts'
import type { Sandbox } from '../index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandboxForTests()
})
afterAll(() => sandbox.dispose())

/** What a program gives in the sandbox, and what the same gives in Node. */
async function both(program: string, input?: unknown): Promise<readonly [here: unknown, node: unknown]> {
  const result = await sandbox.run(program, { input })
  const node: unknown = await new Function('input', `return (async () => {${program}\n})()`)(input)
  return [result.suspended ? undefined : result.value, node]
}

describe('what programs may name that the language lacks', () => {
  it.each([
    [
      'atob and btoa',
      'return [btoa(""), btoa("a"), btoa("ab\\xff"), atob("YWI="), atob(" YW I"), atob("YQ")]',
    ],
    [
      'what they refuse',
      'return ["é☃", "abcde", "a=bc"].map((x, i) => { try { return i ? atob(x) : btoa(x) } catch (e) { return e.name } })',
    ],
    ['TextEncoder', 'return [..."aé☃\\u{1F600}\\ud800x"].map((x) => [...new TextEncoder().encode(x)])'],
    [
      'TextDecoder',
      'return [[104, 105], [0xef, 0xbb, 0xbf, 65], [0xc3, 0xa9, 0xff, 0xe2, 0x98], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98, 0x80]].map((x) => new TextDecoder().decode(Uint8Array.from(x)))',
    ],
    [
      'a fatal TextDecoder',
      'try { return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])) } catch (e) { return e.name }',
    ],
    [
      'structuredClone',
      'const a = { d: new Date(5), m: new Map([[1, new Set([2])]]), r: /x/g.source, t: new Uint8Array([1, 2]) }; a.self = a; const b = structuredClone(a); return [b.self === b, b.m !== a.m, [...b.m.get(1)], b.d.getTime(), [...b.t], b.r]',
    ],
    ['what it refuses', 'try { structuredClone({ f() {} }) } catch (e) { return e.name }'],
    [
      'AbortController',
      'const c = new AbortController(); const seen = []; c.signal.addEventListener("abort", () => seen.push("heard")); c.abort("why"); c.abort("again"); try { c.signal.throwIfAborted() } catch (e) { seen.push(e) } return [seen, c.signal.aborted, AbortSignal.any([c.signal]).reason]',
    ],
    [
      'AbortSignal.timeout',
      'const s = AbortSignal.timeout(5); await new Promise((go) => { s.onabort = go }); return s.reason.name',
    ],
  ])('%s', async (_what, program) => {
    const [here, node] = await both(program)
    expect(here).toEqual(node)
  })

  const addresses: readonly (readonly [string, string?])[] = [
    ['https://example.com'],
    ['HTTPS://User:pa%20ss@EXAMPLE.com:443/a/../b/./c%2e/?q=1&r=a b#frag"x'],
    ['http://example.com:8080/ä/ö?ü=é#ß'],
    ['http://[::1]:3000/x'],
    ['//other.org/p', 'https://example.com/a/b'],
    ['../x?y#z', 'https://example.com/a/b/c'],
    ['/root', 'https://user@example.com:81/a?b#c'],
    ['?only=query', 'https://example.com/a?b#c'],
    ['#only', 'https://example.com/a?b#c'],
    ['', 'https://example.com/a?b#c'],
    ['a/b', 'https://example.com'],
    ['file:///tmp/x y'],
    ['mailto:a@b.c'],
    ['data:text/plain,hello world'],
    ['javascript:alert(1)'],
    ['custom://host:99/path?x#y'],
    ['https:\\\\example.com\\a\\b'],
    ['  https://example.com/trim  '],
    ['wss://example.com:444/socket'],
    ['not a url'],
    ['https://'],
    ['https://exa mple.com'],
    ['https://example.com:99999'],
    ['/relative'],
  ]
  it.each(addresses)('URL %s %s', async (address, base) => {
    const program = `
      try {
        const u = new URL(...input)
        return [u.href, u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, URL.canParse(...input)]
      } catch (e) { return [e.name, e.code] }`
    const [here, node] = await both(program, base === undefined ? [address] : [address, base])
    expect(here).toEqual(node)
  })

  it('URLSearchParams, alone and of an address', async () => {
    const program = `
      const p = new URLSearchParams('?a=1&b=2&a=3&c=x+y%20z&d')
      p.append('e', 'ä&='); p.delete('b'); p.set('a', '9'); p.sort()
      const u = new URL('https://example.com/?x=1'); u.searchParams.append('y', 'a b'); u.hash = 'h'; u.pathname = '/p q'; u.port = '8080'
      return [p.toString(), p.get('c'), p.getAll('a'), p.has('d'), p.has('zz'), p.get('zz'), [...p], p.size, String(u), new URLSearchParams({ k: 'v' }).toString(), JSON.stringify({ u })]`
    const [here, node] = await both(program)
    expect(here).toEqual(node)
  })

  it('is loaded where it is named alone', async () => {
    expect(
      await sandbox.run('return [typeof globalThis["UR" + "L"], typeof globalThis["ato" + "b"]]'),
    ).toMatchObject({
      value: ['undefined', 'undefined'],
    })
  })
})
