/**
 * The square of a single-precision number as NumPy's `x ** 2` gives it: by the C library's `powf`, whose result is not
 * the nearest one in 7 of 10,000 cases. Ported from the algorithm of glibc 2.28 and later (S. Nagy, Arm): the
 * logarithm and the power of 2 in double precision by short tables and polynomials.
 *
 * @param value a single-precision number within a few orders of magnitude of 1
 * @see https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/ieee754/flt-32/e_powf.c
 */
export function singleSquare(value: number): number {
  const exact = value * value
  const nearest = Math.fround(exact)
  // Only a square close to the middle between two numbers can be rounded the other way.
  const isClear =
    Math.fround(exact * (1 + margin)) === nearest && Math.fround(exact * (1 - margin)) === nearest
  return isClear || exact < tiny ? nearest : power2(Math.abs(value))
}

/** 0.04 of the distance between two single-precision numbers; the algorithm is off by 0.01 at most here. */
const margin = 0.04 * 2 ** -23
/** Below it the square's exponent has no place in a single-precision number. */
const tiny = 2 ** -120

function power2(value: number): number {
  single[0] = value
  const bits = word[0] as number
  const shifted = (bits - 0x3f330000) | 0
  const entry = (shifted >> 19) & 15
  const exponent = shifted >> 23
  word[0] = bits - (exponent << 23)
  const r = (single[0] as number) * (inverses[entry] as number) - 1
  const base = (logarithms[entry] as number) + exponent
  const r2 = r * r
  const high = logTerm0 * r + logTerm1
  const low = (logTerm2 * r + logTerm3) * r2 + (logTerm4 * r + base)
  const power = 2 * (high * (r2 * r2) + low)
  const scaled = power * 32 + rounding - rounding
  const rest = power - scaled / 32
  const polynomial = (powerTerm0 * rest + powerTerm1) * (rest * rest) + (powerTerm2 * rest + 1)
  const whole = Math.floor(scaled / 32)
  word[0] = (whole + 127) << 23
  return Math.fround(polynomial * (powers[scaled - 32 * whole] as number) * (single[0] as number))
}

const single = new Float32Array(1)
const word = new Int32Array(single.buffer)
/** Added and taken away, it leaves the nearest integer. */
const rounding = 1.5 * 2 ** 52

const logTerm0 = 0.288457581109214
const logTerm1 = -0.36092606229713164
const logTerm2 = 0.480898481472577
const logTerm3 = -0.7213474675006291
const logTerm4 = 1.4426950408774342
const powerTerm0 = 0.05550361559341535
const powerTerm1 = 0.2402284522445722
const powerTerm2 = 0.6931471806916203

/** 1 / c and log2(c) of 16 numbers between 0.7 and 1.4. */
const inverses = [
  1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752,
  1.1479821020556429, 1.1082251448272158, 1.0711297413057381, 1.036437278977283, 1.0, 0.9492859795739057,
  0.8951049428609004, 0.8476821620351103, 0.8050314851692001, 0.7664671008843108, 0.731428603316328,
]
const logarithms = [
  -0.48430022186289673, -0.42257122959194704, -0.3633754347673556, -0.30651309567405577, -0.25180720160537634,
  -0.19910014943794563, -0.14825100623281615, -0.09913323807318392, -0.051632812977629436, 0.0,
  0.07508531937943004, 0.15987125980713107, 0.2384046664317681, 0.31288288605863257, 0.38370422656453185,
  0.451211048935815,
]

/** 2 ** (i / 32). */
const powers = [
  1.0,
  1.0218971486541166,
  1.0442737824274138,
  1.0671404006768237,
  1.0905077326652577,
  1.1143867425958924,
  1.1387886347566916,
  1.1637248587775775,
  1.189207115002721,
  1.215247359980469,
  1.241857812073484,
  1.2690509571917332,
  1.2968395546510096,
  1.3252366431597413,
  1.3542555469368927,
  1.383909881963832,
  Math.SQRT2,
  1.4451808069770467,
  1.4768261459394993,
  1.5091644275934228,
  1.5422108254079407,
  1.5759808451078865,
  1.6104903319492543,
  1.645755478153965,
  1.681792830507429,
  1.718619298122478,
  1.7562521603732995,
  1.7947090750031072,
  1.8340080864093424,
  1.8741676341103,
  1.9152065613971474,
  1.9571441241754002,
]
