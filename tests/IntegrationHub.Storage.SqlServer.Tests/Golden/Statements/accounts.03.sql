-- @p0 varbinary(16),
-- @p1 int,
-- @p2 smallint,
-- @p3 datetime2(7),
-- @p4 datetime2(7),
-- @p5 nvarchar(100),
-- @p6 datetime2(7),
-- @p7 nvarchar(400),
-- @p8 varbinary(8000),
-- @p9 nvarchar(400),
-- @p10 int,
-- @p11 varbinary(16),
-- @p12 int,
-- @p13 nvarchar(400),
-- @p14 datetime2(7),
-- @p15 varbinary(8000),
-- @p16 varbinary(32),
-- @p17 varbinary(16),
-- @p18 nvarchar(100),
-- @p19 varbinary(16),
-- @p20 bigint,
-- @p21 varbinary(16)

SET NOCOUNT ON;
INSERT INTO [hub].[account] ([id], [retailer_id], [class], [created_at], [disabled_at], [name], [password_at], [password_hash], [person], [roles], [version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10);
INSERT INTO [hub].[event] ([id], [retailer_id], [actor], [at], [data], [digest], [exchange_id], [kind], [party_id], [position], [salt])
VALUES (@p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21);
