-- @retailer_Value int,
-- @id varbinary(16)

SELECT TOP(1) [i].[retailer_id], [i].[id], [i].[answer_archive_id], [i].[archive_id], [i].[canonical_digest], [i].[channel], [i].[completed_at], [i].[first_exchange_id], [i].[mrid], [i].[party_id], [i].[period_end], [i].[period_start], [i].[profile], [i].[received_at], [i].[rejections], [i].[revision], [i].[root_element], [i].[schema_result], [i].[sender_code], [i].[series_cut], [i].[size], [i].[state], [i].[type]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer_Value AND [i].[id] = @id
