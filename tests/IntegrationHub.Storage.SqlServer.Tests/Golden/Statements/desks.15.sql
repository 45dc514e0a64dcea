-- @p0 varbinary(16),
-- @p1 int,
-- @p2 nvarchar(400),
-- @p3 datetime2(7),
-- @p4 varbinary(8000),
-- @p5 varbinary(32),
-- @p6 varbinary(16),
-- @p7 nvarchar(100),
-- @p8 varbinary(16),
-- @p9 bigint,
-- @p10 varbinary(16),
-- @p11 varbinary(16),
-- @p12 int,
-- @p13 smallint,
-- @p14 datetime2(7),
-- @p15 varbinary(64),
-- @p16 smallint,
-- @p17 datetime2(7),
-- @p18 varbinary(16),
-- @p19 datetime2(7)

SET NOCOUNT ON;
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10);
INSERT INTO [hub].[session_code] ([id], [retailer_id], [attempts], [expires_at], [hash], [purpose], [sent_at], [session_id], [used_at])
VALUES (@p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19);
