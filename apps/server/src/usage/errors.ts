import { defineErrors } from '@farebox/kit';

export const usageErrors = defineErrors({
  invalid_range: { status: 400, message: 'The range must begin before it ends and span at most 366 days.' },
  detail_needs_csv: { status: 400, message: 'Single records come as CSV only: add format=csv.' },
  too_many_exports: { status: 503, message: 'Another export is still running; try again when it is done.' },
});
