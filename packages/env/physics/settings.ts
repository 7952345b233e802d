// The tuning of Box2D 2.3, in metres, kilograms, seconds and radians. Each is rounded to single precision after each operation.

export const pi: f32 = Mathf.PI
/** The distance from 1 to the next larger number. */
export const epsilon: f32 = 1.1920928955078125e-7
export const most: f32 = f32.MAX_VALUE

/** How many corners a polygon has at most. */
export const maxCorners: i32 = 16
/** How far two bodies may overlap, or the ends of a joint lie apart. */
export const linearSlop: f32 = 0.005
export const angularSlop: f32 = (<f32>2 / <f32>180) * pi
/** Shapes have a skin of this thickness, so that they rarely overlap. */
export const skin: f32 = <f32>2 * linearSlop

/** How much larger than its shape a box in the tree is, so that small moves don't change the tree. */
export const boxMargin: f32 = 0.1
/** How many steps' move a box in the tree looks ahead. */
export const boxAhead: f32 = 2

/** Slower contacts don't bounce. */
export const bounceSpeed: f32 = 1
/** How much of an overlap one iteration takes away. */
export const overlapShare: f32 = 0.2
export const impactOverlapShare: f32 = 0.75
export const maxLinearCorrection: f32 = 0.2
export const maxAngularCorrection: f32 = (<f32>8 / <f32>180) * pi
/** The most that a body moves and turns in a step. */
export const maxTranslation: f32 = 2
export const maxRotation: f32 = <f32>0.5 * pi

/** How many impacts of one contact are looked at within a step. */
export const maxSubSteps: i32 = 8
/** How many contacts one impact may involve. */
export const maxImpactContacts: i32 = 32
export const impactPositionIterations: i32 = 20

/** A body that has been slower than the tolerances for so long falls asleep. */
export const timeToSleep: f32 = 0.5
export const sleepLinearTolerance: f32 = 0.01
export const sleepAngularTolerance: f32 = (<f32>2 / <f32>180) * pi
