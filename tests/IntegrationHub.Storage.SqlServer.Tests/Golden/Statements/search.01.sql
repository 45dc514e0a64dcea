-- @p int,
-- @retailer_Value int,
-- @party_Value varbinary(16),
-- @mRid nvarchar(256),
-- @after_Id varbinary(16)

SELECT TOP(@p) [i].[retailer_id], [i].[id], [i].[answer_archive_id], [i].[archive_id], [i].[canonical_digest], [i].[channel], [i].[completed_at], [i].[first_exchange_id], [i].[mrid], [i].[party_id], [i].[period_end], [i].[period_start], [i].[profile], [i].[received_at], [i].[rejections], [i].[revision], [i].[root_element], [i].[schema_result], [i].[sender_code], [i].[series_cut], [i].[size], [i].[state], [i].[type]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer_Value AND [i].[party_id] = @party_Value AND [i].[state] = CAST(0 AS smallint) AND [i].[mrid] = @mRid AND [i].[id] < @after_Id
ORDER BY [i].[id] DESC
