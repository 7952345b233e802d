// What the driver holds of the guest's realm, taken before any guest ran: a guest may redefine any built-in later.
;() => {
  const { parse, stringify } = JSON
  const { isArray } = Array
  const { apply, ownKeys, defineProperty, getPrototypeOf, getOwnPropertyDescriptor } = Reflect
  const { isView } = ArrayBuffer
  const { hasOwn, keys, is } = Object
  const { now } = Date
  const getter = (owner, name) => getOwnPropertyDescriptor(owner, name).get
  const TypedArray = getPrototypeOf(Int8Array)

  return {
    parse,
    stringify,
    isArray,
    apply,
    ownKeys,
    defineProperty,
    getPrototypeOf,
    getOwnPropertyDescriptor,
    isView,
    hasOwn,
    keys,
    is,
    now,
    BigIntOf: BigInt,
    StringOf: String,
    ErrorOf: Error,
    TypeErrorOf: TypeError,
    PromiseOf: Promise,
    MapOf: Map,
    SetOf: Set,
    DateOf: Date,
    Floats: Float64Array,
    Bytes: ArrayBuffer,
    functionText: Function.prototype.toString,
    tagOf: Object.prototype.toString,
    slice: String.prototype.slice,
    isEnumerable: Object.prototype.propertyIsEnumerable,
    lengthOfView: getter(TypedArray.prototype, 'length'),
    join: Array.prototype.join,
    repeat: String.prototype.repeat,
    padEnd: String.prototype.padEnd,
    mapGet: Map.prototype.get,
    mapSet: Map.prototype.set,
    mapSize: getter(Map.prototype, 'size'),
    mapEach: Map.prototype.forEach,
    setAdd: Set.prototype.add,
    setSize: getter(Set.prototype, 'size'),
    setEach: Set.prototype.forEach,
    timeOf: Date.prototype.getTime,
    isoOf: Date.prototype.toISOString,
    bufferLength: getter(ArrayBuffer.prototype, 'byteLength'),
    symbolText: Symbol.prototype.toString,
    /** A list without a prototype, for a guest may have put setters on that of arrays. */
    emptyList: () => ({ __proto__: null, length: 0 }),
    refuse: (problem) => {
      throw { __proto__: null, refused: problem }
    },
    isRefusal: (x) =>
      typeof x === 'object' && x !== null && getPrototypeOf(x) === null && hasOwn(x, 'refused'),
    isPlain: (x) => {
      const prototype = getPrototypeOf(x)
      return prototype === null || getPrototypeOf(prototype) === null
    },
  }
}
