import { defineErrors } from '@farebox/kit';

/** The refusals of this domain. */
export const statementErrors = defineErrors({
  account_not_found: { status: 404, message: 'No such account.' },
  order_not_found: { status: 404, message: 'No such order.' },
  statement_not_found: {
    status: 404,
    message: 'There is no statement of this month: it has not begun, or was before the account.',
  },
  receipt_not_ready: {
    status: 409,
    message: 'There is a receipt once the order is paid and its credits have arrived.',
  },
  statement_does_not_add_up: {
    status: 500,
    message: 'The statement does not add up, so it is not shown; the operator has been told.',
  },
  too_many_documents: { status: 503, message: 'Too many documents are being made; try again in a moment.' },
});
