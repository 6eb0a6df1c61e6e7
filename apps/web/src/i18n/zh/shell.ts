import type { Messages } from '../messages.ts';

export const common: Messages['common'] = {
  cancel: '取消',
  close: '关闭',
  copy: '复制',
  copied: '已复制',
  copyNamed: '复制{{name}}',
  retry: '重试',
  showMore: '显示更多',
  loading: '加载中',
  never: '从未',
  none: '无',
  credits: '积分',
  amountOfCredits: '{{amount}} 积分',
  skip: '跳到正文',
  home: '返回总览',
  requestId: '请求编号',
  notFound: {
    title: '这里什么也没有',
    text: '这个地址不存在，或者它属于别的账户。',
  },
};

export const shell: Messages['shell'] = {
  menu: '主导航',
  dashboard: '总览',
  topUp: '充值',
  subscription: '订阅',
  orders: '订单',
  operator: '管理',
  payments: '支付管理',
  gateway: '网关',
  usage: '用量',
  keys: '密钥',
  account: '账户',
  balance: '余额',
  balanceIs: '余额 {{amount}} 积分',
  held: '预留 {{amount}}',
  language: '语言',
  theme: '外观',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  signOut: '退出登录',
};
