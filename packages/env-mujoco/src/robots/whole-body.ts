import type { Info } from '@gencode/env'
import type { Simulation } from '../simulation.ts'
import { concatenated } from './parts.ts'

/** What Humanoid and HumanoidStandup observe. */
export interface WholeBodyOptions {
  readonly excludeCurrentPositionsFromObservation: boolean
  readonly includeCinertInObservation: boolean
  readonly includeCvelInObservation: boolean
  readonly includeQfrcActuatorInObservation: boolean
  readonly includeCfrcExtInObservation: boolean
}

export const wholeBodyDefaults: WholeBodyOptions = {
  excludeCurrentPositionsFromObservation: true,
  includeCinertInObservation: true,
  includeCvelInObservation: true,
  includeQfrcActuatorInObservation: true,
  includeCfrcExtInObservation: true,
}

/** Positions, velocities, and of each body but the world inertia, velocity and forces; of each joint its motor's torque. */
export function observeWholeBody(options: WholeBodyOptions): (simulation: Simulation) => Float64Array {
  const skipped = options.excludeCurrentPositionsFromObservation ? 2 : 0
  return (simulation) => {
    const part = (isIncluded: boolean, name: string, from: number) =>
      isIncluded ? simulation.view(name).subarray(from) : []
    return concatenated(
      simulation.qpos.subarray(skipped),
      simulation.qvel,
      part(options.includeCinertInObservation, 'cinert', 10),
      part(options.includeCvelInObservation, 'cvel', 6),
      part(options.includeQfrcActuatorInObservation, 'qfrc_actuator', 6),
      part(options.includeCfrcExtInObservation, 'cfrc_ext', 6),
    )
  }
}

/** What `info` says of both hip and knee tendons. */
export function tendons(simulation: Simulation): Info {
  return {
    tendon_length: Array.from(simulation.view('ten_length')),
    tendon_velocity: Array.from(simulation.view('ten_velocity')),
  }
}
