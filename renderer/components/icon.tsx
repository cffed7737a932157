import type { JSX } from 'react'

/** Shapes on a 24 × 24 grid, drawn with a thick line: they must be told apart from three metres. */
const shapes = {
  check: <path d="M4 13l5 5L20 6" />,
  cross: <path d="M5 5l14 14M19 5L5 19" />,
  flag: <path d="M6 21V4h12l-3 4 3 4H6" />,
  undo: <path d="M9 5L4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3" />,
  sheet: <path d="M6 3h9l4 4v14H6zM9 10h7M9 14h7M9 18h4" />,
  swap: <path d="M4 8h15l-4-4M20 16H5l4 4" />,
  person: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.500-6 8-6s8 2 8 6" />,
  erase: <path d="M9 5h11v14H9l-6-7zM12 9l5 6M17 9l-5 6" />,
  plus: <path d="M12 4v16M4 12h16" />,
  half: (
    <>
      <path d="M12 3a9 9 0 0 0 0 18z" fill="currentColor" />
      <path d="M12 3a9 9 0 0 1 0 18" strokeDasharray="2 4.500" />
    </>
  ),
  repeat: <path d="M5 11V9a3 3 0 0 1 3-3h11l-3-3M19 13v2a3 3 0 0 1-3 3H5l3 3" />,
  dot: <path d="M12 12h.01M6 12h.01M18 12h.01" />,
  tray: <path d="M12 3v9M8 8.500l4 4 4-4M3 14h5l1.500 3h5L16 14h5v6H3z" />,
  barcode: <path d="M4 5v14M8 5v14M11 5v14M15 5v14M20 5v14" />,
  full: <path d="M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9" />,
  clock: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l4 2" />,
  hand: (
    <path d="M8 13V5.500a1.500 1.500 0 0 1 3 0V11V4a1.500 1.500 0 0 1 3 0v7-5.500a1.500 1.500 0 0 1 3 0V15c0 4-2 6-5.500 6S7 19.500 5 15.500c-.8-1.500 1-2.500 2-1.500z" />
  ),
  warning: <path d="M12 3L2 20h20zM12 10v5M12 17.500h.01" />,
  database: <path d="M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0" />,
  keyboard: <path d="M2 6h20v12H2zM6 10h.01M10 10h.01M14 10h.01M18 10h.01M7 14h10" />,
  building: <path d="M4 21V8l8-5 8 5v13zM9 21v-6h6v6M8 11h.01M16 11h.01" />,
  exit: <path d="M10 4H4v16h6M9 12h11M16 8l4 4-4 4" />,
  shift: <path d="M12 4l7 8h-4v7H9v-7H5z" />,
  monitor: <path d="M3 4h18v12H3zM8 21h8M12 16v5" />,
  minus: <path d="M4 12h16" />,
  play: <path d="M7 4l12 8-12 8z" />,
} as const satisfies Readonly<Record<string, JSX.Element>>

export type IconName = keyof typeof shapes

interface IconProps {
  readonly name: IconName
  readonly className?: string | undefined
}

/** Decoration beside a word that says the same, so hidden from screen readers. */
export function Icon({ name, className }: IconProps): JSX.Element {
  return (
    <svg
      aria-hidden="true"
      className={className}
      viewBox="0 0 24 24"
      width="1.25em"
      height="1.25em"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  )
}
