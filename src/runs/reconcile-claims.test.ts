import { afterEach, expect, test } from "vitest";
import { freePort } from "../../test/mail-pair.ts";
import { createDeliveryWorld, type DeliveryWorld, MONDAY, proposeAndApprove } from "../../test/support/delivery-world.ts";
import { deliver, withSender } from "./delivery-run.ts";
import { reconcileClaims } from "./send-delivery.ts";

let world: DeliveryWorld;
afterEach(() => world.close());

/** Two mails that a dead process has left as claimed, before it began to hand them over. */
async function leaveClaims(): Promise<void> {
  const email = { host: "127.0.0.1", port: await freePort(), secure: false, from: "ar@creditor.test" };
  world = await createDeliveryWorld({ debtors: 2, settings: { channels: { mode: "live", email }, clock: MONDAY } });
  await proposeAndApprove(world.store);
  await deliver(world.store, { asOf: MONDAY });
  await world.store.pool.query("update delivery set state = 'claimed', claimed_by = '4711', handing_over_since = null");
}

async function reconcile(): Promise<string[]> {
  await withSender(world.store, { asOf: MONDAY }, (sender) => reconcileClaims(sender, null, () => {}));
  const { rows } = await world.store.pool.query<{ state: string }>("select state from delivery order by id");
  return rows.map(({ state }) => state);
}

test("a claim that was left before it was begun goes out again; one that was begun is uncertain", async () => {
  await leaveClaims();
  await world.store.pool.query("update delivery set handing_over_since = now() where id = (select max(id) from delivery)");
  expect(await reconcile()).toEqual(["failed", "uncertain"]);
});

test("a claim that its holder has begun since the claims were listed is uncertain: it may be sent this very moment", async () => {
  await leaveClaims();
  // As the first is settled, the second is begun.
  await world.store.pool.query(
    `create function begin_others() returns trigger language plpgsql as $$ begin
       update delivery set handing_over_since = now() where state = 'claimed' and claimed_by = '4711' and id <> new.id; return null; end $$;
     create trigger begin_others after update on delivery for each row when (new.state = 'failed') execute function begin_others()`,
  );
  expect(await reconcile()).toEqual(["failed", "uncertain"]);
});
