import { createHash } from 'node:crypto';

/** A topic is quoted in several sentences: whatever was asked, it stays short. */
const TOPIC_CHARS = 80;

const chinese = /[\u4e00-\u9fff]/;

interface Language {
  join: string;
  opening: readonly ((topic: string) => string)[];
  body: readonly ((topic: string) => string)[];
  closing: readonly string[];
}

const english: Language = {
  join: ' ',
  opening: [
    (topic) => `You asked about ${topic}, so here is a short answer.`,
    (topic) => `Here is what can be said about ${topic} in a few sentences.`,
    (topic) => `Let us look at ${topic} step by step.`,
  ],
  body: [
    (topic) => `The first thing to know about ${topic} is what it is for, because everything else follows from that.`,
    () => 'It helps to begin with a small example and to change one thing at a time.',
    () => 'Most people find that the simple way works well enough, and that it is easier to explain.',
    (topic) => `When something goes wrong with ${topic}, look at the last change before you look anywhere else.`,
    () => 'Write down what you expect before you measure, or any number will look plausible.',
    () => 'What matters in the end is whether the result can be checked by somebody who was not there.',
    (topic) => `A good question to ask about ${topic} is what it would cost to be wrong.`,
    () => 'Keep the parts that you understand, and leave out the parts that only look impressive.',
  ],
  closing: [
    'This text was made by the demo channel, without any network.',
    'The demo channel wrote this; every token of it was counted.',
  ],
};

const mandarin: Language = {
  join: '',
  opening: [
    (topic) => `关于“${topic}”，这里先给一个简短的回答。`,
    (topic) => `我们一步一步来看“${topic}”。`,
    (topic) => `您问的是“${topic}”，下面用几句话说明。`,
  ],
  body: [
    (topic) => `了解“${topic}”，首先要知道它是用来做什么的，其余的都由此而来。`,
    () => '最好从一个小例子开始，每次只改变一个地方。',
    () => '多数时候，简单的办法已经够用，而且更容易向别人解释。',
    (topic) => `如果“${topic}”出了问题，先看最后一次改动。`,
    () => '测量之前先写下预期，否则任何数字看起来都有道理。',
    () => '最后重要的是：结果能不能由不在场的人来核对。',
    (topic) => `关于“${topic}”，值得问的一个问题是：如果错了，代价是什么。`,
    () => '留下自己真正理解的部分，去掉只是看起来厉害的部分。',
  ],
  closing: ['这段文字由演示通道生成，没有访问任何网络。', '以上内容来自演示通道，每个词元都计入用量。'],
};

/**
 * An answer to a question: always the same one for the same question and `seed`, about the question's topic, in its
 * language (English or Chinese), `sentences` long in the middle.
 */
export function compose(question: string, seed: string, sentences: number): string {
  const language = chinese.test(question) ? mandarin : english;
  const topic = topicOf(question, language);
  const hash = createHash('sha256').update(`${seed}\n${question}`).digest();
  const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
  const start = hash.readUInt16BE(4);
  const middle = Array.from({ length: sentences }, (_, at) => pick(language.body, start + at * 3)(topic));
  const parts = [pick(language.opening, hash.readUInt16BE(0))(topic), ...middle];
  return [...parts, pick(language.closing, hash.readUInt16BE(2))].join(language.join);
}

/** How questions begin: what follows is their topic. */
const englishAsk =
  /^(please |can you |could you )*((what|who|where) (is|are|was|were)|how (do|does|can|to)( (i|you|we|one))?|why (is|are|do|does)|tell me about|explain|describe|write( me)? (a|an|some)( short| long)? \w+ (about|on)|say) /i;
const mandarinAsk = /^(请|帮我|请你|请问)*(什么是|介绍一下|介绍|解释一下|解释|如何|怎么|怎样|写一段关于|说说|为什么)?/;

/** The question itself, without its directive and its punctuation, cut to a length that can be quoted. */
function topicOf(question: string, language: Language): string {
  const plain = question
    .replace(/\[demo:[^\]]*\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (language === mandarin) {
    return [...plain.replace(mandarinAsk, '').replace(/[？?。.！!]+$/, '')].slice(0, 16).join('') || '这个问题';
  }
  const words = plain
    .replace(englishAsk, '')
    .replace(/[?.!]+$/, '')
    .split(' ')
    .filter(Boolean);
  return words.slice(0, 10).join(' ').slice(0, TOPIC_CHARS) || 'your question';
}
