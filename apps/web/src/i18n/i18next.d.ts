import type { AdminMessages } from './admin.ts';
import type { Messages } from './messages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages; admin: AdminMessages };
  }
}
