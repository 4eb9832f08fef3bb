/** Invented contacts. Nothing in the product imports this. */
import { parseNumber } from '../../core/number/parse-number.ts';

const names: readonly (readonly [string, string, boolean, readonly string[]])[] = [
  ['王建国', '海辰物业', true, ['13800138000', '01088886666']],
  ['李敏', '江城酒店', false, ['13972056610']],
  ['张丽', '张江门店', false, ['17090220147']],
  [
    '陈嘉豪',
    '恒越（上海）国际供应链管理有限公司华东分公司采购二部',
    false,
    ['02162880131', '13601720011', '13601720012'],
  ],
  ['', '德盛建材', false, ['075583214400']],
  [
    'Wolfeschlegelsteinhausenbergerdorffvonundzuhohenlohe',
    'Internationale Handelsgesellschaft für Kaffee mbH & Co. KG',
    true,
    ['+4930901820'],
  ],
  ['Maria Gonzales', 'Manila Trading', false, ['+63285510947']],
];
export const contactRows = names.map(([name, company, vip, numbers], index) => {
  const keys = numbers.map((each) => parseNumber(each));
  return {
    id: `contact-${index}`,
    name,
    company,
    vip,
    numbers: keys.map(({ key }) => key),
    displays: keys.map(({ display }) => display),
    source: (['csv', 'vcard', 'manual'] as const)[index % 3] ?? 'csv',
  };
});
