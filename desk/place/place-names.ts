/** Shortens the source's place names to what a card shows: 「广东 深圳」, "Shenzhen, Guangdong". Pure; used by the build only. */

const provinces =
  /^(?:北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)/u;
const peoples =
  '(?:蒙古族|藏族|羌族|回族|朝鲜族|土家族|苗族|侗族|布依族|彝族|哈尼族|壮族|傣族|景颇族|傈僳族|白族|哈萨克|柯尔克孜|蒙古)';
const suffix = new RegExp(`(?:市|地区|盟|林区|${peoples}+自治州)$`, 'u');

/** Misspelt or since renamed in the source. */
const corrections: ReadonlyMap<string, string> = new Map([
  ['株州', '株洲'],
  ['襄樊', '襄阳'],
]);

/** 广东省深圳市 → 广东 深圳; 上海市 → 上海; several places are joined with 、 */
export function shortChinesePlace(full: string): string {
  const province = provinces.exec(full)?.[0] ?? '';
  const rest = full.slice(province.length).replace(/^省/u, '');
  const cities = [...new Set(rest.split('、').map(shortCity))].filter((city) => city !== '');
  if (province === '') return cities.join('、');
  return cities.length === 0 ? province : `${province} ${few(cities).join('、')}`;
}

function shortCity(city: string): string {
  const short = city.replace(suffix, '');
  // 市 alone remains of 上海市; one character is no name (索县)
  const kept = city === '市' ? '' : short.length >= 2 ? short : city;
  return corrections.get(kept) ?? kept;
}

/** "XiAn, Shaanxi" → "Xi’an, Shaanxi"; "Shenyang/Tieling/Fushun, Liaoning" keeps its slashes with spaces. */
export function tidyEnglishPlace(full: string): string {
  return full
    .replace(/([a-z])([AEO])(?=[a-z])/g, (_, before: string, vowel: string) => `${before}’${vowel.toLowerCase()}`)
    .replace(/^(?:Xiangyang\/)?Xiangfan/, 'Xiangyang')
    .replace('Urumchi', 'Urumqi')
    .replace('Puer,', 'Pu’er,')
    .replace(' Zhou', '')
    .replace(/^[^,]+/, (cities) => few(cities.split('/')).join(' / '));
}

/** An area code of more than three places is named after the first. */
function few(cities: readonly string[]): readonly string[] {
  return cities.length > 3 ? cities.slice(0, 1) : cities;
}
