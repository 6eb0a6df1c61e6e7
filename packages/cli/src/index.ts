export { farebox } from './farebox.ts';
