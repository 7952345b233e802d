// Sine and cosine of single-precision numbers as the GNU C library computes them on a PC: the algorithm of Arm's Optimized
// Routines (LICENSE-arm.txt), in double precision. The library fuses multiplications with additions where the processor
// can; that counts where the angle is reduced, which is done exactly here, and in the rest once in some 10^8 angles.

const quarterPi: f32 = 0.7853981852531433
/** Half pi in two parts, of which a hundred times are exact. */
const halfPi: f64 = 1.5707963267341256
const halfPiRest: f64 = 6.077094383272197e-11
/** 2 / pi, times 2 to the 24: the quadrant ends up above bit 24. */
const quadrants: f64 = 10680707.430881744
/** Pi, divided by 2 to the 63. */
const piOf63: f64 = 3.4061215800865545e-19

/** 4 / pi in binary, thirty-two bits from every eighth bit on. */
const inversePi = memory.data<u32>([
  0xa2, 0xa2f9, 0xa2f983, 0xa2f9836e, 0xf9836e4e, 0x836e4e44, 0x6e4e4415, 0x4e441529, 0x441529fc, 0x1529fc27,
  0x29fc2757, 0xfc2757d1, 0x2757d1f5, 0x57d1f534, 0xd1f534dd, 0xf534ddc0, 0x34ddc0db, 0xddc0db62, 0xc0db6295,
  0xdb629599, 0x6295993c, 0x95993c43, 0x993c4390, 0x3c439041,
])

/** What {@link reduce} found: the rest, and how many half pi were taken away. */
let rest: f64 = 0
let quadrant: i32 = 0

/** The upper twelve bits of a number, without its sign: its size, roughly. */
function size(angle: f32): u32 {
  return (reinterpret<u32>(angle) >> 20) & 0x7ff
}

export function sine(angle: f32): f32 {
  if (size(angle) < size(<f32>0.000244140625)) return angle
  if (size(angle) < size(quarterPi)) return polynomial(<f64>angle, <f64>angle * <f64>angle, 0, false)
  return reduced(angle, 0)
}

export function cosine(angle: f32): f32 {
  if (size(angle) < size(<f32>0.000244140625)) return 1
  if (size(angle) < size(quarterPi)) return polynomial(<f64>angle, <f64>angle * <f64>angle, 1, false)
  return reduced(angle, 1)
}

function reduced(angle: f32, turn: i32): f32 {
  if (size(angle) >= size(f32.POSITIVE_INFINITY)) return f32.NaN
  let signed: i32
  if (size(angle) < size(<f32>120)) {
    reduce(angle)
    signed = quadrant
  } else {
    reduceLarge(reinterpret<u32>(angle))
    signed = quadrant + i32(angle < 0)
  }
  const sign: f64 = (signed & 3) === 1 || (signed & 3) === 2 ? -1 : 1
  return polynomial(rest * sign, rest * rest, quadrant ^ turn, (signed & 2) !== 0)
}

function reduce(angle: f32): void {
  const scaled: f64 = <f64>angle * quadrants
  quadrant = (i32(scaled) + 0x800000) >> 24
  rest = <f64>angle - <f64>quadrant * halfPi - <f64>quadrant * halfPiRest
}

/** Multiplies with as much of 4 / pi as counts, in integers. */
function reduceLarge(bits: u32): void {
  const from: usize = inversePi + ((<usize>((bits >> 26) & 15)) << 2)
  const mantissa: u32 = ((bits & 0xffffff) | 0x800000) << ((bits >> 23) & 7)
  const high: u64 = <u64>(mantissa * load<u32>(from))
  const middle: u64 = <u64>mantissa * <u64>load<u32>(from, 16)
  const low: u64 = <u64>mantissa * <u64>load<u32>(from, 32)
  const product: u64 = ((low >> 32) | (high << 32)) + middle
  const turns: u64 = (product + ((<u64>1) << 61)) >> 62
  quadrant = <i32>turns
  rest = <f64>(<i64>(product - (turns << 62))) * piOf63
}

/** The sine where `turn` is even, else the cosine, which `isNegated` may be. */
function polynomial(x: f64, squared: f64, turn: i32, isNegated: bool): f32 {
  if ((turn & 1) === 0) {
    const cubed: f64 = x * squared
    const inner: f64 = 0.008332178146138854 + squared * -0.00019517298981385725
    const fifth: f64 = cubed * squared
    const outer: f64 = x + cubed * -0.16666654943701084
    return <f32>(outer + fifth * inner)
  }
  const fourth: f64 = squared * squared
  const inner: f64 = -0.001388676379437604 + squared * 0.000024390450703564542
  const start: f64 = 1 + squared * -0.49999999725108224
  const sixth: f64 = fourth * squared
  const outer: f64 = start + fourth * 0.041666623324344516
  const result: f64 = outer + sixth * inner
  return <f32>(isNegated ? -result : result)
}
