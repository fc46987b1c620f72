/** What a contact file leaves open, and the reader has to be told. */
export interface ReadOptions {
  /** ISO 3166, like US: where numbers without a country are at home. */
  defaultCountry: string
  /** For contacts whose file gives none; null: as the list has it, or had it. */
  category: string | null
  /** Hears how many rows or cards and how many entries there are so far; what it throws ends the reading. */
  onCount?(contacts: number, entries: number): void
}
