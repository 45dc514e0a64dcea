using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Endpoints that take a file: it is larger than a form, and few are held in memory at a time.</summary>
internal static class UploadRoutes
{
    public static TBuilder TakesFile<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new UploadLimit()).RequireRateLimiting(TaskUploads.LimiterName);

    private sealed class UploadLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => TaskUploads.MostRequestBytes;
    }
}
