/** Which column of a CSV file holds what: by our own names, and those of Google, Outlook, Thunderbird and people. */

export interface CsvColumns {
  numbers: number[]
  /** The first of these that is not empty names the contact. */
  names: number[][]
  /** Of a category only, or of several labels with separators between them. */
  category: { index: number; isList: boolean } | null
  isActive: number | null
  /** Of the numbers: DE, Germany or +49. */
  country: number | null
  /** Of addresses, which says something about the numbers, but not for sure. */
  addressCountries: number[]
  /** The first digits of the numbers, without the country. */
  area: number | null
  /** What is known to be something else, such as a fax: no number in there is missed. */
  others: number[]
  /** Called after a place, as iCloud and Yahoo call those of numbers, but not only of them. */
  places: number[]
}

// "Phone 1 - Label" and "Phone 1 - Type" are Google's, "Assistant's Phone" is Outlook's.
const NOT_A_PHONE =
  /phonetic|\b(type|label|extension|ext|country|land|pais|pays|organization)\b|fax|telecopi|telex|pager|beeper|buscapersonas|localizador|radiomessagerie|assist|ayudante|vorwahl|area code/
const PHONE =
  /phone|telefon|\b(mobil|movil|celular|handy|gsm)|rufnummer|\b(cell|tel|portable)\b|^(numbers?|nummern?|numeros?)$|^(numero|nr|no) (de )?(telephone|telefono|mobile|movil|portable)/
/** What holds digits that are no number of a person's to call with. */
const OTHER =
  /fax|telecopi|telex|pager|beeper|buscapersonas|localizador|radiomessagerie|assist|ayudante|phonetic|note|notiz|nota|comment|mail|web|url|address|adresse|direccion|street|strasse|rue|calle|\bid\b|account|konto/

const PLACE =
  /^(home|work|office|business|main|primary|other|callback|isdn|iphone|privat|zuhause|arbeit|buro|geschaftlich|dienstlich|domicile|bureau|travail|maison|casa|trabajo|oficina)( \d)?$/

const FULL_NAMES = [
  'contact name',
  'name',
  'nom',
  'nombre',
  'full name',
  'display name',
  'contact',
  'anzeigename',
  'vollstandiger name',
  'kontakt',
  'nom complet',
  'nom a afficher',
  'nom affiche',
  'nombre completo',
  'nombre para mostrar',
  'mostrar como',
  'contacto',
]
const GIVEN = ['first name', 'given name', 'first', 'forename', 'vorname', 'prenom', 'nombre']
const FAMILY = [
  'last name',
  'family name',
  'last',
  'surname',
  'nachname',
  'familienname',
  'zuname',
  'nom de famille',
  'apellidos',
  'apellido',
  'primer apellido',
]
const NAME_PARTS = [
  ['name prefix', 'title', 'anrede', 'titel', 'titre', 'civilite', 'tratamiento', 'titulo'],
  GIVEN,
  [
    'middle name',
    'additional name',
    'weitere vornamen',
    'zweiter vorname',
    'deuxieme prenom',
    'autres prenoms',
    'segundo nombre',
  ],
  FAMILY,
  ['segundo apellido'],
  ['name suffix', 'suffix', 'suffixe', 'sufijo', 'namenszusatz'],
]
const OTHER_NAMES = [
  'file as',
  'organization name',
  'organization 1 name',
  'company',
  'organization',
  'firma',
  'organisation',
  'unternehmen',
  'societe',
  'entreprise',
  'empresa',
  'organizacion',
  'nickname',
  'spitzname',
  'surnom',
  'apodo',
]

const CATEGORIES = ['category', 'group', 'kategorie', 'gruppe', 'categorie', 'groupe', 'categoria']
const CATEGORY_LISTS = [
  'categories',
  'labels',
  'label',
  'groups',
  'group membership',
  'kategorien',
  'gruppen',
  'etiketten',
  'libelles',
  'groupes',
  'categorias',
  'etiquetas',
  'grupos',
  'grupo',
]
const ACTIVE = ['is active', 'active', 'aktiv', 'actif', 'activo']

const COUNTRIES = [
  'country',
  'country code',
  'country prefix',
  'dial code',
  'dialling code',
  'calling code',
  'phone country',
  'phone country code',
  'phone code',
  'country calling code',
  'cc',
  'iso',
  'land',
  'landervorwahl',
  'landesvorwahl',
  'landervorwahlnummer',
  'landerkennung',
  'landercode',
  'pays',
  'indicatif',
  'indicatif pays',
  'code pays',
  'indicatif du pays',
  'pais',
  'codigo de pais',
  'codigo del pais',
  'codigo pais',
  'prefijo internacional',
]
const AREAS = [
  'area code',
  'area',
  'city code',
  'prefix',
  'vorwahl',
  'ortsvorwahl',
  'indicatif regional',
  'prefijo',
  'codigo de area',
  'codigo area',
]
const ADDRESS_COUNTRY = /\b(country|land|pays|pais)\b/

/** In small letters, without accents and signs: "Tél. (bureau)" is "tel bureau". */
function plain(cell: string): string {
  return cell
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Null where the row is no header: nothing in it is called a number. */
export function columnsOf(header: readonly string[]): CsvColumns | null {
  const names = header.map(plain)
  const find = (wanted: readonly string[]) => {
    const name = wanted.find((one) => names.includes(one))
    return name === undefined ? null : names.indexOf(name)
  }
  const all = (fits: (name: string) => boolean) =>
    names.flatMap((name, index) => (name && fits(name) ? [index] : []))
  const country = find(COUNTRIES)
  const area = find(AREAS)
  const numbers = all(
    (name) => PHONE.test(name) && !NOT_A_PHONE.test(name) && !COUNTRIES.includes(name),
  )
  if (numbers.length === 0) return null
  const single = find(CATEGORIES)
  const list = find(CATEGORY_LISTS)
  return {
    numbers,
    names: nameColumns(names, find),
    category:
      single !== null
        ? { index: single, isList: false }
        : list !== null
          ? { index: list, isList: true }
          : null,
    isActive: find(ACTIVE),
    country,
    addressCountries: all((name) => ADDRESS_COUNTRY.test(name)).filter((at) => at !== country),
    area,
    others: all((name) => OTHER.test(name)),
    places: all((name) => PLACE.test(name)),
  }
}

/** "Name" beside "Vorname" is the family's, and "Nombre" beside "Apellidos" is not the whole one. */
function nameColumns(
  names: readonly string[],
  find: (wanted: readonly string[]) => number | null,
): number[][] {
  const hasFamily = find(FAMILY) !== null
  const hasGiven = find(GIVEN.filter((name) => name !== 'nombre')) !== null
  const isPart = (name: string) =>
    (hasGiven && !hasFamily && ['name', 'nom'].includes(name)) ||
    (hasFamily && name === 'nombre') ||
    (hasFamily && !hasGiven && name === 'nom')
  const parts = NAME_PARTS.map((one) =>
    find(one === FAMILY ? [...FAMILY, ...['name', 'nom'].filter(isPart)] : one),
  ).filter((index) => index !== null)
  const others = [...FULL_NAMES.filter((name) => !isPart(name)), null, ...OTHER_NAMES]
  return others
    .map((name) => {
      if (name === null) return [...new Set(parts)]
      const index = names.indexOf(name)
      return index < 0 ? [] : [index]
    })
    .filter((indexes) => indexes.length > 0)
}

/** A file that begins with a contact: its number, then name, category, and whether it is active. */
export function columnsWithoutHeader(first: readonly string[]): CsvColumns | null {
  const number = first.findIndex(looksLikeNumber)
  if (number < 0) return null
  const [name, category, isActive] = first.map((_, index) => index).filter((i) => i !== number)
  return {
    numbers: [number],
    names: name === undefined ? [] : [[name]],
    category: category === undefined ? null : { index: category, isList: false },
    isActive: isActive ?? null,
    country: null,
    addressCountries: [],
    area: null,
    others: [],
    places: [],
  }
}

function looksLikeNumber(cell: string): boolean {
  return !/[a-z]{3}/i.test(cell) && cell.replace(/\P{Nd}/gu, '').length >= 5
}
