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
-- @p13 varbinary(16),
-- @p14 nvarchar(100),
-- @p15 nvarchar(400),
-- @p16 datetime2(7),
-- @p17 smallint,
-- @p18 datetime2(7),
-- @p19 datetime2(7),
-- @p20 bit,
-- @p21 datetime2(7),
-- @p22 nvarchar(64),
-- @p23 varbinary(64),
-- @p24 varbinary(16),
-- @p25 int,
-- @p26 smallint,
-- @p27 datetime2(7),
-- @p28 varbinary(64),
-- @p29 smallint,
-- @p30 datetime2(7),
-- @p31 varbinary(16),
-- @p32 datetime2(7)

SET NOCOUNT ON;
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10);
INSERT INTO [hub].[session] ([id], [retailer_id], [account_id], [address], [agent], [begun_at], [door], [ended_at], [expires_at], [is_complete], [seen_at], [thumbprint], [token_hash])
VALUES (@p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23);
INSERT INTO [hub].[session_code] ([id], [retailer_id], [attempts], [expires_at], [hash], [purpose], [sent_at], [session_id], [used_at])
VALUES (@p24, @p25, @p26, @p27, @p28, @p29, @p30, @p31, @p32);
