import type { Messages } from '../messages.ts';

export const sign: Messages['sign'] = {
  tagline: '预付积分，每一分的去向都清清楚楚。',
  in: {
    title: '登录',
    submit: '登录',
    other: '还没有账户？',
    otherLink: '注册',
    setupNeeded: '这台服务器还没有管理员。创建首位管理员的链接已在服务器启动时打印出来。',
  },
  up: {
    title: '注册',
    welcome: '新账户赠送 {{amount}} 积分。',
    submit: '创建账户',
    other: '已经有账户？',
    otherLink: '登录',
  },
  setup: {
    title: '设置这台服务器',
    text: '创建第一个账户。它是最高管理员，拥有全部权限。',
    submit: '创建管理员账户',
    used: '设置链接不正确或已经用过。如果已有管理员，请直接登录；如果没有，请重启服务器以获得新的链接。',
  },
  name: '名字',
  email: '邮箱',
  password: '密码',
  passwordHint: '至少 {{n}} 个字符。',
  show: '显示密码',
  hide: '隐藏密码',
  missing: {
    name: '请填写名字。',
    email: '请填写邮箱，例如 ada@example.com。',
    password: '请填写密码。',
    newPassword: '请设置至少 {{n}} 个字符的密码。',
  },
};
