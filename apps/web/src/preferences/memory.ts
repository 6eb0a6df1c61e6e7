type Name = 'language' | 'theme';

/** What this browser was told before. Storage may be switched off: then nothing is remembered. */
export function recall(name: Name): string | null {
  try {
    return localStorage.getItem(`farebox.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: Name, value: string): void {
  try {
    localStorage.setItem(`farebox.${name}`, value);
  } catch {
    // It holds until the page is closed.
  }
}
