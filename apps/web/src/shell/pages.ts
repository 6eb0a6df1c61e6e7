import {
  ChartColumn,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ReceiptText,
  Repeat,
  TicketPlus,
  Wallet,
  Waypoints,
} from 'lucide-react';

export interface NavPage {
  to: '/' | '/topup' | '/subscription' | '/orders' | '/usage' | '/keys' | '/admin/payments' | '/admin/gateway';
  name: 'dashboard' | 'topUp' | 'subscription' | 'orders' | 'usage' | 'keys' | 'payments' | 'gateway';
  icon: LucideIcon;
  /** One of those under the thumb on a phone; the others are in the menu there. */
  main: boolean;
}

/** What both navigations show, in this order. */
export const navPages: readonly NavPage[] = [
  { to: '/', name: 'dashboard', icon: LayoutDashboard, main: true },
  { to: '/topup', name: 'topUp', icon: TicketPlus, main: true },
  { to: '/subscription', name: 'subscription', icon: Repeat, main: false },
  { to: '/orders', name: 'orders', icon: ReceiptText, main: false },
  { to: '/usage', name: 'usage', icon: ChartColumn, main: true },
  { to: '/keys', name: 'keys', icon: KeyRound, main: true },
];

/** For the operator's people alone. */
export const operatorPages: readonly NavPage[] = [
  { to: '/admin/payments', name: 'payments', icon: Wallet, main: false },
  { to: '/admin/gateway', name: 'gateway', icon: Waypoints, main: false },
];
