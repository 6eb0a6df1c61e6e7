import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The tokens of one theme, as written. */
function themeOf(name: 'light' | 'dark'): Map<string, string> {
  const block = css.slice(css.indexOf(`[data-theme='${name}'] {`)).split('}')[0] as string;
  return new Map([...block.matchAll(/--([\w-]+): (oklch\([^)]*\))/g)].map(([, token, value]) => [token!, value!]));
}

/** Linear sRGB of an OKLCH colour (CSS Color 4), cut to what a screen can show. */
function linear(oklch: string): number[] {
  const [lightness = 0, chroma = 0, hue = 0] = [...oklch.matchAll(/[\d.]+/g)].map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
}

function luminance(oklch: string): number {
  const [red = 0, green = 0, blue = 0] = linear(oklch);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'sheet', 'fill', 'counter'];
const texts = ['ink', 'quiet', 'arrived', 'refused', 'held', 'person'];

describe.each(['light', 'dark'] as const)('contrast in the %s theme', (name) => {
  const theme = themeOf(name);
  const of = (one: string, other: string) => contrast(theme.get(one)!, theme.get(other)!);

  it.each(texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)))('%s on %s', (text, ground) => {
    expect(of(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['fare-ink', 'fare'],
    ['fare-ink', 'fare-deep'],
    ['fare', 'fare-ink'],
    ['primary-ink', 'primary'],
    ['primary-ink', 'primary-hover'],
  ])('%s on %s', (text, ground) => {
    expect(of(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds.slice(0, 3))('the edge of a field on %s', (ground) => {
    expect(of('edge', ground)).toBeGreaterThanOrEqual(3);
  });
});
