-- Where a pending order is paid, so that its owner can go on to the payment from anywhere. The provider is asked once.
alter table farebox.orders add column checkout_url text;

grant update (checkout_url) on farebox.orders to service_role;
