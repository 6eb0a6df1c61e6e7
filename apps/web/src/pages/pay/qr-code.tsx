import { QRCodeSVG } from 'qrcode.react';

const SIDE = 224;

/** Always dark on white, with its quiet zone: a camera needs both, whatever the theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  return (
    <QRCodeSVG
      value={text}
      size={SIDE}
      level="M"
      marginSize={4}
      bgColor="#ffffff"
      fgColor="#000000"
      role="img"
      aria-label={label}
      className="rounded-md border"
    />
  );
}
