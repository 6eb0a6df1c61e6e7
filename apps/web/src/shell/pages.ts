import { ChartColumn, KeyRound, LayoutDashboard, type LucideIcon, TicketPlus } from 'lucide-react';

interface NavPage {
  to: '/' | '/topup' | '/usage' | '/keys';
  name: 'dashboard' | 'topUp' | 'usage' | 'keys';
  icon: LucideIcon;
}

/** What both navigations show, in this order. */
export const navPages: readonly NavPage[] = [
  { to: '/', name: 'dashboard', icon: LayoutDashboard },
  { to: '/topup', name: 'topUp', icon: TicketPlus },
  { to: '/usage', name: 'usage', icon: ChartColumn },
  { to: '/keys', name: 'keys', icon: KeyRound },
];
