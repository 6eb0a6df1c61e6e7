import type { Messages } from '../messages.ts';

export const topUp: Messages['topUp'] = {
  title: '充值',
  amount: '金额',
  other: '其他金额',
  otherHint: '可填 {{min}} 至 {{max}}。',
  invalid: '请输入 {{min}} 至 {{max}} 的金额。',
  provider: '支付方式',
  providers: { mockpay: '测试支付', mockpayText: '不会真实扣款' },
  noProvider: '这台服务器还没有设置支付方式，请联系管理员。',
  youPay: '支付',
  youGet: '获得',
  rate: '兑换比例',
  rateIs: '{{money}} = {{credits}} 积分',
  after: '充值后余额',
  pay: '支付 {{amount}}',
  more: '全部金额与历史订单',
};

export const orders: Messages['orders'] = {
  title: '订单',
  order: '订单',
  amount: '金额',
  credits: '积分',
  provider: '支付方式',
  state: '状态',
  when: '时间',
  empty: '你的充值和每一笔的结果都会列在这里。',
  status: {
    pending: '待支付',
    paid: '已支付',
    fulfilled: '已到账',
    failed: '支付失败',
    cancelled: '已取消',
    expired: '已过期',
    refunded: '已退款',
    partially_refunded: '部分退款',
    disputed: '有争议',
  },
};

export const pay: Messages['pay'] = {
  title: '订单',
  steps: { ordered: '已下单', paid: '已支付', credited: '已到账' },
  pending: '正在等待支付，本页会自动更新。',
  paid: '已收到付款，积分马上到账。',
  fulfilled: '积分已计入余额。',
  failed: '支付失败，没有扣款，也没有到账。',
  cancelled: '支付已取消，没有扣款。',
  expired: '订单超时未支付，没有扣款。',
  refunded: '这笔付款已退回。',
  partially_refunded: '这笔付款已部分退回。',
  disputed: '银行对这笔付款提出争议，管理员会处理。',
  continue: '继续支付',
  again: '再次充值',
  dashboard: '返回总览',
};

export const mockpay: Messages['mockpay'] = {
  title: '测试支付',
  banner: '这是测试，不会真实扣款',
  text: '{{name}} 请求支付',
  order: '订单',
  credits: '购买',
  pay: '支付 {{amount}}',
  fail: '模拟支付失败',
  cancel: '取消',
  settled: '这笔订单已经处理过了。',
  back: '返回订单',
  missing: '没有这笔测试支付，请从订单重新打开。',
};
