using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Texts;

/// <summary>In which language a request is answered.</summary>
internal static class Languages
{
    /// <summary>The one that was chosen, else the one that is asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cookie">Name of the cookie of who chose.</param>
    public static Language Of(HttpRequest request, string cookie) => request.Cookies[cookie] switch
    {
        "zh" => Language.Chinese,
        "en" => Language.English,
        _ => AskedFor(request),
    };

    /// <summary>The first that a request asks for and that there is; Chinese where it asks for neither.</summary>
    public static Language AskedFor(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage.OrderByDescending(static item => item.Quality ?? 1)
        .Select(static item => item.Value.ToString()).FirstOrDefault(static tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? Language.English : Language.Chinese;
}
