import { describe, expect, it } from 'vitest'
import {
  drawOnCanvas,
  InvalidOptionError,
  make,
  registeredIds,
  type Scene,
  sceneToSvg,
  sceneToText,
} from '../index.ts'

const scene: Scene = {
  left: 0,
  right: 2,
  bottom: 0,
  top: 1,
  shapes: [
    {
      kind: 'polygon',
      points: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      fill: 'black',
    },
    { kind: 'circle', center: [1.5, 0.5], radius: 0.2, fill: 'rgb(1,2,3)' },
    { kind: 'text', at: [1.1, 0.9], text: '<&"', fill: 'red', size: 0.1 },
    {
      kind: 'line',
      points: [
        [0, 1],
        [2, 1],
      ],
      stroke: '#00ff00',
    },
  ],
}

describe('a scene', () => {
  it('becomes an SVG document, y upwards, with its text escaped', () => {
    const svg = sceneToSvg(scene, { width: 200 })
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="200" height="100"/)
    expect(svg).toContain('<polygon points="0,100 100,100 100,0 0,0" fill="black"/>')
    expect(svg).toContain('<circle cx="150" cy="50" r="20" fill="rgb(1,2,3)"/>')
    expect(svg).toContain('&#60;&#38;&#34;')
    expect(svg).toContain('stroke-width="2"')
  })

  it('becomes Braille for a terminal, or coloured half blocks', () => {
    const lines = sceneToText({ ...scene, shapes: scene.shapes.slice(0, 1) }, { columns: 8 }).split('\n')
    expect(lines).toEqual(['⣿⣿⣿⣿⠀⠀⠀⠀', '⣿⣿⣿⣿⠀⠀⠀⠀'])
    const colored = sceneToText(scene, { columns: 4, color: true })
    expect(colored.split('\n')).toHaveLength(1)
    expect(colored).toContain('48;2;0;0;0m')
    expect(colored).toContain('38;2;0;255;0m')
    expect(sceneToText(scene, { columns: 20 })).toContain('<&"')
  })

  it.each([Number.NaN, 0, -1, Number.POSITIVE_INFINITY])('has no width of %d', (value) => {
    expect(() => sceneToSvg(scene, { width: value })).toThrow(InvalidOptionError)
    expect(() => sceneToText(scene, { columns: value })).toThrow(
      `columns is a whole number from 1, not ${value}`,
    )
    expect(() => sceneToText(scene, { columns: value + 0.5 })).toThrow(InvalidOptionError)
  })

  it('is drawn onto a canvas', () => {
    const calls: string[] = []
    const context = new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...args: number[]) =>
            calls.push(`${String(name)} ${args.join(' ')}`),
        set: (_, name, value) => calls.push(`${String(name)}=${value}`) > 0,
      },
    )
    drawOnCanvas(scene, context as never, 200)
    expect(calls).toContain('moveTo 0 100')
    expect(calls).toContain('fillStyle=rgb(1,2,3)')
    expect(calls).toContain('arc 150 50 20 0 6.283185307179586')
    expect(calls).toContain('fillText <&" 110.00000000000001 9.999999999999998')
  })

  it.each(registeredIds())('of %s has something in it, in each form', (id) => {
    const env = make(id)
    env.reset({ seed: 1 })
    env.step(env.actionSpace.sample())
    const frame = env.render() as Scene
    expect(frame.shapes.length).toBeGreaterThan(2)
    expect(sceneToSvg(frame)).not.toContain('NaN')
    expect(new Set(sceneToText(frame)).size).toBeGreaterThan(4)
  })
})
