/** Where Taxi-v4's passengers wait and go, as rows and columns: red, green, yellow, blue. */
export const taxiPlaces: readonly (readonly [row: number, column: number])[] = [
  [0, 0],
  [0, 4],
  [4, 0],
  [4, 3],
]

/** A state in parts: taxi's row and column, passenger's place (4 is the taxi), destination. */
export type TaxiState = readonly [row: number, column: number, passenger: number, destination: number]

/** The parts of a state's number. */
export function decodeTaxi(state: number): TaxiState {
  return [Math.floor(state / 100), Math.floor(state / 20) % 5, Math.floor(state / 4) % 5, state % 4]
}

/** The number of a state. */
export function encodeTaxi(row: number, column: number, passenger: number, destination: number): number {
  return ((row * 5 + column) * 5 + passenger) * 4 + destination
}
