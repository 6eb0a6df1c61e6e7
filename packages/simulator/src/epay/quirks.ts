/** Where the forks of EPay differ. All may be set while the simulator runs. */
export interface Quirks {
  /** Codes and states of `api.php` and `mapi.php` are strings: `"1"`. */
  numbersAsStrings: boolean;
  /** The code for an order that `api.php` does not know. */
  unknownOrderCode: number;
  /** `act=refund` and the RSA refund answer that refunds are switched off. */
  refundDisabled: boolean;
  /** A refund that was done has code 0 rather than 1 (older interface only). */
  refundCodeZero: boolean;
  /** A number that was used before is refused, even with the same content. */
  refuseDuplicates: boolean;
  notifyMethod: 'GET' | 'POST';
  /** Callbacks bear further signed fields: `api_trade_no` and `buyer`. */
  extraFields: boolean;
  /** How the sum stands in callbacks and queries: `12.50` as it was sent, shortened to `12.5`, or with two decimals. */
  moneyStyle: 'sent' | 'short' | 'two';
  /** Callbacks append `?` even to an address that has a query string. */
  blindQuestionMark: boolean;
  /** What `mapi.php` answers with; `device` decides between them when `auto`. */
  mapiReply: 'auto' | 'payurl' | 'qrcode' | 'urlscheme';
  /** The newer interface accepts a refund (`code` 0) and finishes it only when asked with `refundquery`. */
  slowRefunds: boolean;
}

export const plainQuirks: Quirks = {
  numbersAsStrings: false,
  unknownOrderCode: -1,
  refundDisabled: false,
  refundCodeZero: false,
  refuseDuplicates: false,
  notifyMethod: 'GET',
  extraFields: false,
  moneyStyle: 'sent',
  blindQuestionMark: false,
  mapiReply: 'auto',
  slowRefunds: false,
};
