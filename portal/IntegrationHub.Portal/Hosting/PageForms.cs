using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.WebEncoders;

namespace IntegrationHub.Portal.Hosting;

/// <summary>Forms of pages: their tokens, the keys of these, and texts as they are read.</summary>
internal static class PageForms
{
    public static void Add(IServiceCollection services, string cookie)
    {
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = cookie;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "form-token";
            options.HeaderName = "X-Form-Token";
            options.SuppressXFrameOptionsHeader = true;
        });
        // Keys of forms live as long as the process: nothing of them lies on disk, and a form that is older than the process is asked for again.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // What would make keys on disk at start.
        foreach (var starter in services.Where(static service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly).ToList())
            services.Remove(starter);

        // Chinese stays readable in the source of a page, and takes a third of the octets.
        services.Configure<WebEncoderOptions>(static options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>All of a posted file, whose length was looked at before.</summary>
    public static async Task<byte[]> OctetsAsync(this IFormFile file, CancellationToken cancellationToken)
    {
        using var octets = new MemoryStream((int)file.Length);
        await file.CopyToAsync(octets, cancellationToken);
        return octets.ToArray();
    }
}
