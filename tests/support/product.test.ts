import { expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';
import { startProduct } from './product.ts';

it('starts the built server twice on one database, answers its key, and stops', async () => {
  const database = await createTestDatabase();
  for (const round of [1, 2]) {
    const product = await startProduct({ lab: false, database });
    expect(await product.graphql('{ __typename }'), `round ${round}`).toEqual({
      status: 200,
      data: { __typename: 'Query' },
      errors: [],
    });
    expect(product.output()).not.toContain(product.apiKey);
    await product.stop();
    await expect(fetch(product.address)).rejects.toThrow('fetch failed');
  }
  await database.drop();
});

it('says what the server printed when it does not become ready', async () => {
  await expect(startProduct({ lab: false, environment: { PORT: 'none' } })).rejects.toThrow('Setting PORT');
});
