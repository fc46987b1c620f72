/** An entry of the exception list: passes without screening. */
export interface Contact {
  /** E.164 */
  phoneNumber: string
  name: string
  category: string
  /** BCP 47; left out or null where none is known. */
  language?: string | null
}
