const nameOf = (orderId: string) => `farebox.discount.${orderId}`;

/** Remembers, in this tab, which code an order was made with: paying it another way means ordering it again. */
export function keepCode(orderId: string, code: string): void {
  try {
    sessionStorage.setItem(nameOf(orderId), code);
  } catch {
    // Storage is switched off: the code is typed again.
  }
}

/** The code an order of this tab was made with; empty when it is not known. */
export function keptCode(orderId: string): string {
  try {
    return sessionStorage.getItem(nameOf(orderId)) ?? '';
  } catch {
    return '';
  }
}
