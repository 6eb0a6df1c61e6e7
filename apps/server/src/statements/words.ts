import type { Language } from './language.ts';
import type { ReceiptStatus } from './receipt-store.ts';
import type { Class } from './store.ts';

/** What documents say, in each language; `{name}` is filled in. */
const english = {
  statement: 'Statement',
  receipt: 'Receipt',
  account: 'Account',
  seller: 'Seller',
  buyer: 'Buyer',
  taxId: 'Tax ID',
  asOf: 'not over yet: as of {time}',
  opening: 'Opening',
  in: 'In',
  out: 'Out',
  closing: 'Closing',
  held: 'of which held',
  debt: 'Debt: {before} at the beginning, {added} added, {paid} paid, {after} at the end',
  zone: 'Credits, in the time of {zone}',
  byKind: 'By kind',
  movements: 'Movements',
  noMovements: 'Nothing moved in this month.',
  date: 'Date',
  what: 'What',
  reference: 'Reference',
  credits: 'Credits',
  balance: 'Balance',
  calls: '{count} calls',
  oneCall: '1 call',
  more: '{count} more lines are not shown here. The figures above include them; the CSV of this statement has every movement.',
  page: 'Page {number} of {count}',
  missing: '“?” stands for characters that this document has no typeface for.',
  ordered: 'Ordered',
  paid: 'Paid',
  order: 'Order',
  provider: 'Paid with',
  payment: 'Payment',
  status: 'Status: {status}',
  price: 'Price',
  discount: 'Discount',
  total: 'Total paid',
  refunded: 'Refunded',
  kept: 'Remaining',
  creditsBought: '{credits} credits',
  plan: 'Plan {name}',
  description: 'Description',
  amount: 'Amount',
} as const;

export type Word = keyof typeof english;

const chinese: Record<Word, string> = {
  statement: '对账单',
  receipt: '小票',
  account: '账户',
  seller: '销售方',
  buyer: '购买方',
  taxId: '税号',
  asOf: '本月尚未结束，截至 {time}',
  opening: '期初余额',
  in: '收入',
  out: '支出',
  closing: '期末余额',
  held: '其中预留',
  debt: '欠额：期初 {before}，新增 {added}，偿还 {paid}，期末 {after}',
  zone: '单位：积分，时区：{zone}',
  byKind: '分类汇总',
  movements: '明细',
  noMovements: '本月没有变动。',
  date: '日期',
  what: '事项',
  reference: '关联编号',
  credits: '积分',
  balance: '余额',
  calls: '{count} 次调用',
  oneCall: '1 次调用',
  more: '另有 {count} 行未在此列出，上方数字已包含；完整明细请下载本对账单的 CSV 文件。',
  page: '第 {number} 页，共 {count} 页',
  missing: '“?” 表示本文件字体中没有的字符。',
  ordered: '下单时间',
  paid: '支付时间',
  order: '订单号',
  provider: '支付方式',
  payment: '支付流水号',
  status: '状态：{status}',
  price: '价格',
  discount: '优惠',
  total: '实付金额',
  refunded: '已退款',
  kept: '退款后金额',
  creditsBought: '{credits} 积分',
  plan: '套餐 {name}',
  description: '内容',
  amount: '金额',
};

const words: Record<Language, Record<Word, string>> = { en: english, zh: chinese };

/** A word or sentence of a document, with what belongs into its gaps. */
export type Say = (word: Word, gaps?: Record<string, string | number>) => string;

export function sayIn(language: Language): Say {
  return (word, gaps = {}) =>
    words[language][word].replace(/\{(\w+)\}/g, (_, name: string) => String(gaps[name] ?? ''));
}

export const classWords: Record<Class, Record<Language, string>> = {
  purchases: { en: 'Purchases', zh: '充值' },
  subscriptions: { en: 'Subscriptions', zh: '订阅' },
  promotional: { en: 'Gifts and promotions', zh: '赠送' },
  restored: { en: 'Given back after a refund or dispute', zh: '退款或争议后返还' },
  other: { en: 'Other credits', zh: '其他入账' },
  refunds: { en: 'Usage given back', zh: '扣费退回' },
  usage: { en: 'Usage', zh: '使用扣费' },
  expired: { en: 'Expired', zh: '过期' },
  revoked: { en: 'Taken back', zh: '收回' },
  debtPaid: { en: 'Debt paid', zh: '偿还欠额' },
};

/** Reasons of the ledger that everybody has; any other is printed as it is. */
const reasonWords: Record<string, Record<Language, string>> = {
  purchase: { en: 'Purchase', zh: '充值' },
  subscription: { en: 'Subscription', zh: '订阅' },
  refund: { en: 'Refund', zh: '退款' },
  manual: { en: 'By the operator', zh: '人工调整' },
  generation: { en: 'Generation', zh: '生成' },
  usage: { en: 'Usage', zh: '使用扣费' },
  invite: { en: 'Invite', zh: '邀请奖励' },
  welcome: { en: 'Welcome credits', zh: '新用户赠送' },
  expiry: { en: 'Expired', zh: '过期' },
  dispute: { en: 'Dispute', zh: '争议' },
  redemption: { en: 'Redemption code', zh: '兑换码' },
  allowance: { en: 'Allowance', zh: '每日额度' },
};

export function reasonText(reason: string, language: Language): string {
  return Object.hasOwn(reasonWords, reason) ? (reasonWords[reason] as Record<Language, string>)[language] : reason;
}

/** Ways of paying by the names their makers gave them; any other is printed as it is. */
const brands: Record<string, Record<Language, string>> = {
  stripe: { en: 'Stripe', zh: 'Stripe' },
  creem: { en: 'Creem', zh: 'Creem' },
  epay: { en: 'EPay', zh: '易支付' },
  alipay: { en: 'Alipay', zh: '支付宝' },
  wxpay: { en: 'WeChat Pay', zh: '微信支付' },
  wechat_pay: { en: 'WeChat Pay', zh: '微信支付' },
  card: { en: 'card', zh: '银行卡' },
  balance: { en: 'Balance', zh: '余额' },
};

export function brandText(name: string, language: Language): string {
  return Object.hasOwn(brands, name) ? (brands[name] as Record<Language, string>)[language] : name;
}

export const statusWords: Record<ReceiptStatus, Record<Language, string>> = {
  fulfilled: { en: 'Paid', zh: '已支付' },
  partially_refunded: { en: 'Partly refunded', zh: '部分退款' },
  refunded: { en: 'Refunded', zh: '已退款' },
  disputed: { en: 'Disputed: the bank holds the money back', zh: '争议中：款项由银行暂扣' },
};
