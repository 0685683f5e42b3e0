import type { SVGProps } from 'react'

/** The filled signs on buttons; common fonts lack them, so they are drawn. */
export type GlyphName = 'play' | 'pause' | 'stop'

const paths: Readonly<Record<GlyphName, string>> = {
  play: 'M4.5 3.4v9.2a.7.7 0 0 0 1.08.59l7-4.6a.7.7 0 0 0 0-1.18l-7-4.6a.7.7 0 0 0-1.08.59Z',
  pause:
    'M4.6 3h1.8a.6.6 0 0 1 .6.6v8.8a.6.6 0 0 1-.6.6H4.6a.6.6 0 0 1-.6-.6V3.6a.6.6 0 0 1 .6-.6Zm5 0h1.8a.6.6 0 0 1 .6.6v8.8a.6.6 0 0 1-.6.6H9.6a.6.6 0 0 1-.6-.6V3.6a.6.6 0 0 1 .6-.6Z',
  stop: 'M4 3h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z',
}

/** A filled sign for a button. */
export function Glyph({
  name,
  size = 14,
  ...rest
}: { readonly name: GlyphName; readonly size?: number } & SVGProps<SVGSVGElement>) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" className="glyph" {...rest}>
      <path d={paths[name]} />
    </svg>
  )
}

/** The product's sign: an arc over a dot, the mark that says *hold*. */
export function FermataSign({ width }: { readonly width: number }) {
  return (
    <svg viewBox="0 0 48 32" width={width} height={(width * 2) / 3} aria-hidden="true" className="glyph">
      <path d="M.6 28.6C.2 12.4 9.6.4 24 .4s23.8 12 23.4 28.2a1.7 1.7 0 0 1-3.38.1C42.9 16 35.4 8.4 24 8.4S5.1 16 3.98 28.7A1.7 1.7 0 0 1 .6 28.6Z" />
      <circle cx="24" cy="25.6" r="5.8" />
    </svg>
  )
}
