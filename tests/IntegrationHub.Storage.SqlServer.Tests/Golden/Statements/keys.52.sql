-- @p int,
-- @retailer int,
-- @month date,
-- @_8__locals2_8__locals1_range_From nvarchar(64),
-- @_8__locals2_8__locals1_range_End nvarchar(64)

SELECT TOP(@p) [r].[account_key]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @retailer AND [r].[month] = @month AND [r].[account_key] > @_8__locals2_8__locals1_range_From AND [r].[account_key] < @_8__locals2_8__locals1_range_End
ORDER BY [r].[account_key]
