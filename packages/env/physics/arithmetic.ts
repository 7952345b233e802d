// Comparisons as Box2D writes them (WebAssembly's own treat zeros' signs and NaN otherwise), and the rotation of a vector.

export function larger(a: f32, b: f32): f32 {
  return a > b ? a : b
}

export function smaller(a: f32, b: f32): f32 {
  return a < b ? a : b
}

export function clamp(value: f32, low: f32, high: f32): f32 {
  return larger(low, smaller(value, high))
}

export function magnitude(value: f32): f32 {
  return value > 0 ? value : -value
}

export function dot(ax: f32, ay: f32, bx: f32, by: f32): f32 {
  return ax * bx + ay * by
}

export function cross(ax: f32, ay: f32, bx: f32, by: f32): f32 {
  return ax * by - ay * bx
}

export function length(x: f32, y: f32): f32 {
  return sqrt<f32>(x * x + y * y)
}

export function rotatedX(sine: f32, cosine: f32, x: f32, y: f32): f32 {
  return cosine * x - sine * y
}

export function rotatedY(sine: f32, cosine: f32, x: f32, y: f32): f32 {
  return sine * x + cosine * y
}

/** Turned the other way round. */
export function unrotatedX(sine: f32, cosine: f32, x: f32, y: f32): f32 {
  return cosine * x + sine * y
}

export function unrotatedY(sine: f32, cosine: f32, x: f32, y: f32): f32 {
  return -sine * x + cosine * y
}
