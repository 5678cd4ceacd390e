/* Swagger UI, told where the document is by the page: no inline script, no other site. */
document.addEventListener('DOMContentLoaded', () => {
    const place = document.getElementById('api');
    window.SwaggerUIBundle({
        url: place.dataset.openapi,
        dom_id: '#api',
        deepLinking: true,
        docExpansion: 'list',
        defaultModelsExpandDepth: 0,
        displayRequestDuration: true,
        supportedSubmitMethods: ['get'],
        validatorUrl: null,
    });
});
