import { useMemo } from 'react';
import { encodeQR } from 'qr';

/** Light modules around it, as the standard asks for. */
const QUIET = 4;

/** Pixels a module: whole ones, so that all are alike. */
const SCALE = 4;

/** A QR code, drawn here and dark on light in every theme: not all scanners read it the other way round. */
export const QrCode = (props: { readonly text: string; readonly label: string }) => {
  const { text } = props;
  const { side, path } = useMemo(() => {
    const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
    const squares = rows.flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { side: rows.length, path: squares.join('') };
  }, [text]);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={props.label}
      width={side * SCALE}
      height={side * SCALE}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
};
