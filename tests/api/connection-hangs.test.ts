import { afterAll, expect, it } from 'vitest';
import { causesOf, firstFault, healthyDetails, testConnection, URLS } from '../support/code-artifact.ts';
import { startProduct, type Product } from '../support/product.ts';

const products: Product[] = [];
const repositories = [URLS.NPM, URLS.SHARED].map((url) => ({ packageType: 'NPM' as const, url }));

afterAll(() => Promise.all(products.map((product) => product.stop())));

// Each takes as long as the time limit, so they wait side by side.
it('ends well within 30 s where the other side never ends', { timeout: 60_000 }, async () => {
  const expected = {
    sts_hangs: ['PLATFORM_IDENTITY', 'sts_unreachable LIKELY'],
    repository_hangs: ['REPOSITORY_READ', 'repositories_endpoint_unreachable LIKELY'],
    repository_drips: ['REPOSITORY_READ', 'repositories_endpoint_unreachable LIKELY'],
  };
  const outcomes = Object.keys(expected).map(async (id) => {
    const product = await startProduct();
    products.push(product);
    product.lab.set(id, true);
    const report = await testConnection(product, healthyDetails({ repositories }));
    expect(report.durationMs).toBeLessThan(30_000);
    const fault = firstFault(report);
    return [id, [fault?.code, ...causesOf(fault)]];
  });
  expect(Object.fromEntries(await Promise.all(outcomes))).toEqual(expected);
});
