import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasPython } from '../test/parts.ts'
import { checkPython, findPython, pipLine } from './python.ts'

describe.skipIf(process.platform === 'win32')('the Python to run', () => {
  let folder: string
  const program = (path: string, lines = 'exit 1'): string => {
    const file = join(folder, path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
    return file
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gencode-python-'))
    vi.stubEnv('GENCODE_PYTHON', '')
    vi.stubEnv('VIRTUAL_ENV', '')
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'project/deep'))
  })

  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  it('is looked for from the nearest place to the farthest', () => {
    vi.stubEnv('PATH', join(folder, 'bin'))
    expect(() => findPython()).toThrow(/There is no Python: install/)
    const expectFound = (command: string, foundBy: string) =>
      expect(findPython()).toEqual({ command, foundBy: expect.stringContaining(foundBy) as string })
    const plain = program('bin/python')
    expectFound(plain, 'python on the PATH')
    const three = program('bin/python3')
    expectFound(three, 'python3 on the PATH')
    expectFound(program('.venv/bin/python'), '.venv')
    expectFound(program('project/.venv/bin/python'), 'project/.venv')
    const activated = program('activated/bin/python')
    vi.stubEnv('VIRTUAL_ENV', join(folder, 'activated'))
    expectFound(activated, '$VIRTUAL_ENV')
    vi.stubEnv('GENCODE_PYTHON', plain)
    expectFound(plain, '$GENCODE_PYTHON')
    expect(findPython(three)).toEqual({ command: three, foundBy: 'the option python' })
    expect(findPython('python3').command).toBe(three)
  })

  it('is never another than the one that is asked for', () => {
    program('.venv/bin/python')
    expect(() => findPython('python9')).toThrow(/no Python at "python9", which the option python names/)
    vi.stubEnv('GENCODE_PYTHON', '/nowhere')
    expect(() => findPython()).toThrow(/no Python at "\/nowhere", which \$GENCODE_PYTHON names/)
  })

  it('that does not run is said to be so', async () => {
    const python = program('broken', 'echo "no such library" >&2; exit 1')
    const report = await checkPython({ python })
    expect(report).toMatchObject({ isReady: false, command: python })
    expect(report.summary).toMatch(/does not run: no such library/)
    const hanging = await checkPython({ python: program('hanging', 'exec sleep 60'), timeoutMs: 200 })
    expect(hanging.isReady).toBe(false)
    expect((await checkPython({ python: '/nowhere' })).summary).toMatch(/no Python at/)
  })

  it.each([
    ['null', /has no gymnasium: \S+ -m pip install "gymnasium"/],
    ['"0.29.1"', /has only gymnasium 0\.29\.1: \S+ -m pip install/],
  ])('with gymnasium %s gives the pip line', async (version, summary) => {
    const answer = `{"executable": "x", "python": "3.12.0", "packages": {"gymnasium": ${version}}}`
    const report = await checkPython({ python: program('bare', `echo '${answer}'`) })
    expect(report.isReady).toBe(false)
    expect(report.summary).toMatch(summary)
  })

  it('of a system that lets pip install nothing is told to make a virtual environment', () => {
    const python = program('system/bin/python3.11')
    program('system/lib/python3.11/EXTERNALLY-MANAGED')
    expect(pipLine(python, 'numpy')).toBe(
      `${python} -m venv .venv && .venv/bin/python -m pip install "numpy"`,
    )
    mkdirSync(join(folder, 'venv/bin'), { recursive: true })
    const linked = join(folder, 'venv/bin/python')
    symlinkSync(python, linked)
    writeFileSync(join(folder, 'venv/pyvenv.cfg'), '')
    expect(pipLine(linked, 'numpy')).toBe(`${linked} -m pip install "numpy"`)
  })
})

describe.runIf(hasPython)('the Python of this machine', () => {
  it('is ready, with its packages told', async () => {
    const report = await checkPython()
    expect(report).toMatchObject({ isReady: true, version: expect.stringMatching(/^3\./) as string })
    expect(report.summary).toMatch(/^Python 3\.\S+ \(.+\) with gymnasium 1\./)
    expect(report.packages?.numpy).toMatch(/^\d/)
  })
})
