/** The type of what a selector is of, as far as it names a tag at its end: `input#step`, `#chart svg`, `li.note`. */
export type Selected<Selector extends string> =
  TagIn<Selector> extends keyof HTMLElementTagNameMap
    ? HTMLElementTagNameMap[TagIn<Selector>]
    : TagIn<Selector> extends keyof SVGElementTagNameMap
      ? SVGElementTagNameMap[TagIn<Selector>]
      : HTMLElement

type TagIn<Selector extends string> = Before<Before<Before<Last<Selector>, '.'>, '#'>, '['>

type Last<Selector extends string> = Selector extends `${string} ${infer Rest}`
  ? Last<Rest>
  : Selector

type Before<
  Text extends string,
  Sign extends string,
> = Text extends `${infer Start}${Sign}${string}` ? Start : Text
