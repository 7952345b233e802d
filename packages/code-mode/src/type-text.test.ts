import * as fc from 'fast-check'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { typeText } from './type-text.ts'

const type = (schema: JsonSchema | boolean) => typeText(schema, 'tool').type

describe('typeText', () => {
  it('writes scalars, lists, literals and unions', () => {
    expect(type({ type: 'string' })).toBe('string')
    expect(type({ type: 'integer' })).toBe('number')
    expect(type({ type: ['string', 'null'] })).toBe('string | null')
    expect(type({ enum: ['a', 'b', 3, null] })).toBe('"a" | "b" | 3 | null')
    expect(type({ type: 'array', items: { enum: ['a', 'b'] } })).toBe('("a" | "b")[]')
    expect(type({ type: 'array', items: { type: 'number' } })).toBe('number[]')
    expect(type({ type: 'array' })).toBe('unknown[]')
    expect(type({ type: 'string', nullable: true })).toBe('string | null')
    expect(type({})).toBe('unknown')
    expect(type(true)).toBe('unknown')
    expect(type(false)).toBe('never')
  })

  it('knows nothing of a schema with null where a schema or a type belongs, as some servers write it', () => {
    const odd = { type: 'object', properties: { a: null, b: { type: null } }, items: null }
    expect(type(odd as never)).toBe('{\n  a?: unknown\n  b?: unknown\n}')
  })

  it('writes tuples of both drafts', () => {
    expect(type({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], items: false })).toBe(
      '[string, number]',
    )
    expect(type({ type: 'array', items: [{ type: 'string' }] })).toBe('[string]')
    expect(type({ type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } })).toBe(
      '[string, ...number[]]',
    )
  })

  it('writes objects with optional fields, comments, defaults and names that need quotes', () => {
    expect(
      type({
        type: 'object',
        properties: {
          city: { type: 'string', description: 'Where. */ alert()' },
          'unit-name': { enum: ['c', 'f'], default: 'c' },
        },
        required: ['city'],
      }),
    ).toBe(
      [
        '{',
        '  /** Where. * / alert() */',
        '  city: string',
        '  /** @default "c" */',
        '  "unit-name"?: "c" | "f"',
        '}',
      ].join('\n'),
    )
  })

  it('writes maps', () => {
    expect(type({ type: 'object', additionalProperties: { type: 'number' } })).toBe('Record<string, number>')
    expect(type({ type: 'object' })).toBe('Record<string, unknown>')
    expect(type({ type: 'object', additionalProperties: false })).toBe('{}')
  })

  it('joins what stands in allOf, and beside anyOf', () => {
    const named = (key: string): JsonSchema => ({ type: 'object', properties: { [key]: { type: 'number' } } })
    expect(type({ allOf: [named('a'), named('b')] })).toBe('{\n  a?: number\n} & {\n  b?: number\n}')
    expect(type({ ...named('a'), anyOf: [{ type: 'string' }, { type: 'number' }] })).toBe(
      '(string | number) & {\n  a?: number\n}',
    )
  })

  it('writes a reference in place, and a type that contains itself once, by name', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { tree: { $ref: '#/$defs/Node' }, id: { $ref: '#/$defs/Id' } },
      $defs: {
        Id: { type: 'number' },
        Node: {
          type: 'object',
          properties: {
            next: { $ref: '#/$defs/Node' },
            all: { type: 'array', items: { $ref: '#/$defs/Node' } },
          },
        },
      },
    }
    expect(typeText(schema, 'find-tree')).toEqual({
      type: '{\n  tree?: FindTreeNode\n  id?: number\n}',
      aliases: ['type FindTreeNode = {\n  next?: FindTreeNode\n  all?: FindTreeNode[]\n}'],
    })
    expect(type({ $ref: '#/$defs/Missing' })).toBe('unknown')
    expect(type({ $ref: 'https://example.com/schema.json' })).toBe('unknown')
  })

  it('always gives text that parses as a type, whatever the schema', () => {
    const { schema } = fc.letrec<{ schema: JsonSchema | boolean }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.boolean(),
        fc.record(
          {
            type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'object', 'array', 'odd'),
            description: fc.string(),
            enum: fc.array(fc.jsonValue(), { maxLength: 3 }),
            nullable: fc.boolean(),
            default: fc.jsonValue(),
            $ref: fc.constantFrom('#', '#/$defs/A', '#/properties/a', '#/%', 'x'),
          },
          { requiredKeys: [] },
        ) as fc.Arbitrary<JsonSchema>,
        fc.record(
          {
            type: fc.constantFrom('object', 'array'),
            properties: fc.dictionary(fc.string(), tie('schema'), { maxKeys: 3 }),
            additionalProperties: tie('schema'),
            items: fc.oneof(tie('schema'), fc.array(tie('schema'), { maxLength: 2 })),
            anyOf: fc.array(tie('schema'), { maxLength: 3 }),
            allOf: fc.array(tie('schema'), { maxLength: 3 }),
            $defs: fc.record({ A: tie('schema') }),
          },
          { requiredKeys: [] },
        ) as fc.Arbitrary<JsonSchema>,
      ),
    }))
    fc.assert(
      fc.property(schema, (one) => {
        const { type, aliases } = typeText(one, 'a tool')
        const program = [...aliases, `declare const value: ${type}`].join('\n')
        expect(parseSync('types.ts', program).errors, program).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
