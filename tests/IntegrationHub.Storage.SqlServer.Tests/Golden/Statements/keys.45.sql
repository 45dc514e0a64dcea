-- @p varbinary(8000),
-- @p4 nvarchar(200),
-- @p5 int,
-- @_8__locals1_retailer int,
-- @row_Id varbinary(16),
-- @read varbinary(8000)

UPDATE [d]
SET [d].[wrapped] = @p,
    [d].[wrapped_by] = @p4,
    [d].[wrapped_by_version] = @p5
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @_8__locals1_retailer AND [d].[id] = @row_Id AND [d].[wrapped] = @read
