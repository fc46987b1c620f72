/** The tests that a room's mutants are held against, folders of `tests/`: others find little more. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  machines: ['machines', 'calls'],
  'server/calls': ['calls', 'lines', 'replay', 'server/silent-calls', 'screening/presence'],
  'server/lines': ['lines', 'calls'],
  'storage/calls': ['storage/sqlite', 'storage/review', 'calls'],
}
