import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const server = process.env.FAREBOX_DEV_SERVER ?? 'http://localhost:3000';

/** Few files instead of many small ones: what every page needs, once; each page and the charts on their own. */
const chunks = [
  {
    name: 'libraries',
    test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next|radix-ui|@radix-ui|@floating-ui|lucide-react|clsx|tailwind-merge|class-variance-authority|aria-hidden)\//,
  },
  { name: 'parts', test: /\/(web\/src\/(ui|api|format|shell)|packages\/sdk\/src)\// },
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // Nothing becomes a data: address, so that the page's content security policy needs no exception.
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: { proxy: { '/api': server, '/v1': server, '/openapi.json': server } },
});
