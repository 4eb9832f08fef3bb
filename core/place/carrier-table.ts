/**
 * Who a mobile segment was given to: a dated table, to be replaced as a whole. Since numbers became portable (2019-12) a
 * prefix does not prove today's operator, so it may weigh in the risk and never decides anything.
 */
import type { CarrierClass } from '../number/caller-number.ts';

/** Virtual operators as of 2020, unallocated segments as of 2022, operators' segments as of 2024. */
const segments: Readonly<Record<CarrierClass, string>> = {
  'basic-mobile': '134 135 136 137 138 139 147 150 151 152 157 158 159 172 178 182 183 184 187 188 195 197 198',
  'basic-unicom': '130 131 132 145 155 156 166 175 176 185 186 196',
  'basic-telecom': '1349 133 149 153 173 174 177 180 181 189 190 191 193 199',
  'basic-broadnet': '192',
  'virtual-mobile': '165 1703 1705 1706',
  'virtual-unicom': '167 171 1704 1707 1708 1709',
  'virtual-telecom': '162 1700 1701 1702',
  unallocated: '142 143 154 161 164 194',
};

const byPrefix: ReadonlyMap<string, CarrierClass> = new Map(
  (Object.keys(segments) as CarrierClass[]).flatMap((carrier) =>
    segments[carrier].split(' ').map((prefix): [string, CarrierClass] => [prefix, carrier]),
  ),
);

/** Null where the key is no Chinese mobile number or its segment is not in the table. */
export function carrierOf(key: string): CarrierClass | null {
  if (!/^\+861\d{10}$/.test(key)) return null;
  return byPrefix.get(key.slice(3, 7)) ?? byPrefix.get(key.slice(3, 6)) ?? null;
}
