import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsQuery } from '../../api/queries.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';

/** Stands for the key where we do not have it. */
export const keyPlaceholder = 'fb-your-key';

interface Call {
  baseUrl: string;
  apiKey: string;
  model: string;
  prompt: string;
}

const curl = ({ baseUrl, apiKey, model, prompt }: Call) => `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{"role": "user", "content": "${prompt}"}]
  }'`;

const node = ({ baseUrl, apiKey, model, prompt }: Call) => `import OpenAI from 'openai';

const openai = new OpenAI({ baseURL: '${baseUrl}', apiKey: '${apiKey}' });
const stream = await openai.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: '${prompt}' }],
  stream: true,
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '');`;

const python = ({ baseUrl, apiKey, model, prompt }: Call) => `from openai import OpenAI

client = OpenAI(base_url="${baseUrl}", api_key="${apiKey}")
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "${prompt}"}],
)
print(answer.choices[0].message.content)`;

const languages = { curl, 'Node.js': node, Python: python };

function Code({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <>
      <CopyButton text={text} name={t('dashboard.snippet.copy')} look="quiet" className="absolute top-0 right-0" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, and the keyboard must reach them. */}
      <pre tabIndex={0} className="mono overflow-x-auto rounded-md bg-fill p-4 text-sm">
        <code>{text}</code>
      </pre>
    </>
  );
}

/** A first call, ready to paste: with this server's address, a model it offers, and the key. */
export function Snippet({ apiKey }: { apiKey: string }) {
  const { t } = useTranslation();
  const { data: models } = useQuery(modelsQuery);
  const call = {
    baseUrl: `${window.location.origin}/v1`,
    apiKey,
    model: models?.data[0]?.id ?? 'demo-small',
    prompt: t('dashboard.snippet.prompt'),
  };
  const tabs = Object.entries(languages).map(([name, write]) => ({
    value: name,
    label: name,
    content: <Code text={write(call)} />,
  }));
  return <Tabs label={t('dashboard.snippet.label')} tabs={tabs} />;
}
